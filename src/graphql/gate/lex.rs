//! The words of a query text, found in one pass.
//!
//! Just enough of GraphQL's lexical grammar to look at a text before the parser does: it tells
//! brackets from brackets inside strings and comments. It uses neither the stack nor the heap.

use async_graphql::Pos;

/// One word of the text that matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `(`, `[` or `{`.
    Open(u8),
    /// `)`, `]` or `}`.
    Close,
    /// A name, wherever it stands.
    Name(&'a str),
    /// `:`.
    Colon,
    /// A number, a string, or any other mark.
    Other,
}

/// A string that has a beginning and no end, which begins at this byte.
///
/// It is told, not skipped: the parser may read on where this pass would have taken everything for
/// text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unterminated(pub(super) usize);

/// An iterator over the words of a text, each with the byte at which it begins.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    /// Takes a text; gives its words from the beginning.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Moves on by as many bytes as satisfy the condition, and gives them.
    fn take_while(&mut self, condition: impl Fn(&u8) -> bool) -> &'a str {
        let from = self.at;
        self.at += self.rest().iter().take_while(|byte| condition(byte)).count();
        self.text.get(from..self.at).unwrap_or_default()
    }

    fn take_string(&mut self) -> Result<(), Unterminated> {
        let from = self.at;
        let length =
            if self.rest().starts_with(br#"""""#) { block_string_length(self.rest()) } else { string_length(self.rest()) };
        self.at += length.ok_or(Unterminated(from))?;
        Ok(())
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Result<(usize, Token<'a>), Unterminated>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let from = self.at;
            let token = match *self.rest().first()? {
                b'#' => {
                    self.take_while(|byte| !matches!(byte, b'\n' | b'\r'));
                    continue;
                }
                b'"' => match self.take_string() {
                    Ok(()) => Token::Other,
                    Err(unterminated) => {
                        self.at = self.text.len();
                        return Some(Err(unterminated));
                    }
                },
                byte if byte == b'_' || byte.is_ascii_alphabetic() => Token::Name(self.take_while(is_name_byte)),
                byte if byte.is_ascii_digit() => {
                    self.take_while(is_name_byte);
                    Token::Other
                }
                byte => {
                    self.at += 1;
                    match byte {
                        b'(' | b'[' | b'{' => Token::Open(byte),
                        b')' | b']' | b'}' => Token::Close,
                        b':' => Token::Colon,
                        b' ' | b'\t' | b'\n' | b'\r' | b',' => continue,
                        _ => Token::Other,
                    }
                }
            };
            return Some(Ok((from, token)));
        }
    }
}

/// Takes a text and a byte in it; gives the line and the column, both from 1.
pub(super) fn position(text: &str, byte: usize) -> Pos {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Pos { line: before.matches('\n').count() + 1, column: before.get(line_start..).unwrap_or_default().chars().count() + 1 }
}

fn is_name_byte(byte: &u8) -> bool {
    *byte == b'_' || byte.is_ascii_alphanumeric()
}

/// The length of the string that the bytes begin with, both quotes included.
fn string_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\n' | b'\r' => return None,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// The length of the block string that the bytes begin with, all six quotes included.
fn block_string_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 3;
    loop {
        let rest = bytes.get(at..)?;
        if rest.starts_with(br#"""""#) {
            return Some(at + 3);
        }
        at += if rest.starts_with(br#"\""""#) { 4 } else { 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::Token;
    use super::Tokens;
    use super::Unterminated;
    use super::position;

    fn tokens(text: &str) -> Vec<Token<'_>> {
        Tokens::new(text).map(|token| token.unwrap().1).collect()
    }

    #[test]
    fn words_are_told_apart() {
        assert_eq!(
            tokens("{a(b:-1e5,c:$d)}"),
            [
                Token::Open(b'{'),
                Token::Name("a"),
                Token::Open(b'('),
                Token::Name("b"),
                Token::Colon,
                Token::Other,
                Token::Other,
                Token::Name("c"),
                Token::Colon,
                Token::Other,
                Token::Name("d"),
                Token::Close,
                Token::Close,
            ]
        );
    }

    #[test]
    fn brackets_in_strings_and_comments_are_text() {
        assert_eq!(tokens(r#""[[\"[[""#), [Token::Other]);
        assert_eq!(tokens(r#""""[["[[\"""[["""a"#), [Token::Other, Token::Name("a")]);
        assert_eq!(tokens("#[[\"\n]"), [Token::Close]);
        assert_eq!(tokens("#[[\r]"), [Token::Close]);
        assert_eq!(tokens("\"Қаз [\""), [Token::Other]);
    }

    #[test]
    fn an_open_string_is_told() {
        for (text, at) in [(r#"a""#, 1), (r#"[""""]"#, 1), (r#"["""x"[[["#, 1), ("\"\n\"", 0), (r#""\"#, 0)] {
            let last = Tokens::new(text).last().unwrap();
            assert_eq!(last, Err(Unterminated(at)), "{text}");
        }
    }

    #[test]
    fn positions_count_characters_and_lines() {
        let place = position("{\n  ә{", 6);
        assert_eq!((place.line, place.column), (2, 4));
        assert_eq!(position("", 9).line, 1);
    }
}
