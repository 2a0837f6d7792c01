//! What is checked on the query text before the parser sees it.
//!
//! The parser descends into every bracket on the stack, so a few kilobytes of `[[[[` would end the
//! process; and it puts input objects into maps, so a key that stands twice is gone afterwards.
//! Both are only visible here.

use std::collections::HashSet;

use super::Limits;
use super::lex::Token;
use super::lex::Tokens;
use super::lex::position;
use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// Takes the limits and a query text; gives nothing, or refuses a text that is too long, that nests
/// too deep, that leaves a string open, or that gives a key of an input object twice.
pub(super) fn check(limits: &Limits, text: &str) -> Result<(), RequestError> {
    check_length(limits, text)?;
    let mut brackets = Brackets::default();
    let mut name = None;
    for token in Tokens::new(text) {
        let (at, token) = token.map_err(|open| unterminated(text, open.0))?;
        match token {
            Token::Open(bracket) => {
                brackets.open(bracket);
                if brackets.depth() > limits.max_nesting {
                    return Err(too_nested(limits).at(position(text, at)));
                }
            }
            Token::Close => brackets.close(),
            Token::Colon => {
                if let Some((at, key)) = name
                    && !brackets.key_is_new(key)
                {
                    return Err(key_twice(key).at(position(text, at)));
                }
            }
            Token::Name(_) | Token::Other => {}
        }
        name = match token {
            Token::Name(name) => Some((at, name)),
            _ => None,
        };
    }
    Ok(())
}

/// The brackets that are open at one place of the text.
#[derive(Default)]
struct Brackets<'a> {
    open: Vec<Bracket<'a>>,
}

enum Bracket<'a> {
    Arguments,
    List,
    Selection,
    Object(HashSet<&'a str>),
}

impl<'a> Brackets<'a> {
    fn depth(&self) -> usize {
        self.open.len()
    }

    fn open(&mut self, bracket: u8) {
        self.open.push(match bracket {
            b'(' => Bracket::Arguments,
            b'[' => Bracket::List,
            _ if self.in_arguments() => Bracket::Object(HashSet::new()),
            _ => Bracket::Selection,
        });
    }

    /// A bracket that closes another kind is left to the parser, which reads no further than to it.
    fn close(&mut self) {
        self.open.pop();
    }

    /// Selections never stand inside round brackets, and objects only there.
    fn in_arguments(&self) -> bool {
        self.open.iter().any(|bracket| matches!(bracket, Bracket::Arguments))
    }

    fn key_is_new(&mut self, key: &'a str) -> bool {
        match self.open.last_mut() {
            Some(Bracket::Object(keys)) => keys.insert(key),
            _ => true,
        }
    }
}

fn check_length(limits: &Limits, text: &str) -> Result<(), RequestError> {
    if text.len() <= limits.max_query_bytes {
        return Ok(());
    }
    Err(RequestError::new(
        Code::LimitExceeded,
        format!(
            "The query text has {} bytes; at most {} (maxQueryBytes) are read. \
             Long lists belong in the variables.",
            text.len(),
            limits.max_query_bytes
        ),
    ))
}

fn too_nested(limits: &Limits) -> RequestError {
    RequestError::new(
        Code::LimitExceeded,
        format!("The query text nests brackets more than {} deep (maxNesting).", limits.max_nesting),
    )
}

fn unterminated(text: &str, at: usize) -> RequestError {
    RequestError::new(Code::ParseFailed, "The string that begins here has no end.").at(position(text, at))
}

fn key_twice(key: &str) -> RequestError {
    RequestError::new(Code::ValidationFailed, format!("The input object gives the key `{key}` more than once."))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::graphql::error::Code;
    use crate::graphql::gate::Limits;

    fn code(text: &str) -> Option<Code> {
        check(&Limits::default(), text).err().map(|refusal| refusal.code)
    }

    #[test]
    fn thousands_of_brackets_are_refused_at_the_first_too_many() {
        for bracket in ["[", "{a:", "("] {
            let refusal = check(&Limits::default(), &format!("{{a(b:{}", bracket.repeat(3_000))).unwrap_err();
            assert_eq!(refusal.code, Code::LimitExceeded);
            assert!(refusal.message.contains("32"), "{}", refusal.message);
            assert_eq!(refusal.locations.len(), 1);
        }
    }

    #[test]
    fn the_same_brackets_as_text_pass() {
        let many = "[{(".repeat(1_000);
        assert_eq!(code(&format!("{{a(b:\"{many}\")}}")), None);
        assert_eq!(code(&format!("{{a(b:\"\"\"{many}\"\"\")}}")), None);
        assert_eq!(code(&format!("#{many}\n{{a}}")), None);
    }

    #[test]
    fn brackets_behind_a_false_block_string_are_not_missed() {
        assert_eq!(code(&format!("{{a(b:[\"\"\"x\"{}", "[".repeat(3_000))), Some(Code::ParseFailed));
    }

    #[test]
    fn exactly_the_limit_passes() {
        let nested = |depth: usize| format!("{}a{}", "{a".repeat(depth), "}".repeat(depth));
        assert_eq!(code(&nested(32)), None);
        assert_eq!(code(&nested(33)), Some(Code::LimitExceeded));
    }

    #[test]
    fn a_long_text_is_refused() {
        assert_eq!(code(&" ".repeat(16 * 1024)), None);
        assert_eq!(code(&" ".repeat(16 * 1024 + 1)), Some(Code::LimitExceeded));
    }

    #[test]
    fn a_key_twice_is_refused_wherever_the_object_stands() {
        for text in [
            "{a(b:{c:1 c:2})}",
            "{a(b:{c:{d:1} c:2})}",
            "{a(b:[{c:1},{c:2 d:{e:1,e:1}}])}",
            "query($v:In={c:1 c:1}){a}",
            "{a @d(x:{c:1 c:1})}",
        ] {
            assert_eq!(code(text), Some(Code::ValidationFailed), "{text}");
        }
    }

    #[test]
    fn equal_names_elsewhere_pass() {
        for text in ["{a:b a:b}", "{a(b:{c:c d:{c:1}} e:{c:1})}", "{a(b:[{c:1},{c:1}])}", "{a(b:{c:$c d:C})}"] {
            assert_eq!(code(text), None, "{text}");
        }
    }
}
