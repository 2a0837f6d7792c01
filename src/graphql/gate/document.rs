//! Documents, taken apart and found good once, however often they are sent.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::ExecutableDocument;
use moka::sync::Cache;

use super::named::{DocumentHash, DocumentNamed};
use super::validation::Validator;
use super::{Limits, shape, syntax, text};
use crate::graphql::error::{Code, RequestError};

/// How many bytes of query text are remembered; what is parsed of them takes some twenty times as much.
const MOST_REMEMBERED: u64 = 1024 * 1024;

/// What is remembered of a document.
#[derive(Clone, Debug)]
struct Good {
    document: Arc<ExecutableDocument>,
    /// How long its text is.
    bytes: u32,
}

/// The documents that were found good.
#[derive(Debug)]
pub(super) struct Documents {
    validator: Validator,
    /// By their whole text.
    by_text: Cache<Arc<str>, Good>,
    /// Those that a caller wanted to be known by the hash of their text.
    kept: Cache<DocumentHash, Good>,
    /// Those that are known from the start, for good.
    trusted: HashMap<DocumentHash, Good>,
    /// Whether no others are executed.
    only_trusted: bool,
}

impl Documents {
    pub(super) fn new(validator: Validator) -> Self {
        Self {
            validator,
            by_text: Cache::builder().weigher(|_: &Arc<str>, good: &Good| good.bytes).max_capacity(MOST_REMEMBERED).build(),
            kept: Cache::builder().weigher(|_, good: &Good| good.bytes).max_capacity(MOST_REMEMBERED).build(),
            trusted: HashMap::new(),
            only_trusted: false,
        }
    }

    /// Knows a text from now on, for good.
    pub(super) fn trust(&mut self, limits: &Limits, text: &str) -> Result<(), RequestError> {
        let good = self.good(limits, text)?;
        self.trusted.insert(DocumentHash::of(text), good);
        Ok(())
    }

    /// Says whether documents that are not trusted are refused.
    pub(super) fn execute_only_trusted(&mut self, only: bool) {
        self.only_trusted = only;
    }

    /// Takes what a request says of its document; gives the document. Refuses one that is not known, and a text that is too
    /// large, no GraphQL or without a meaning.
    pub(super) fn find(&self, limits: &Limits, named: &DocumentNamed) -> Result<Arc<ExecutableDocument>, RequestError> {
        let good = match named {
            DocumentNamed::Known(hash) => {
                self.trusted.get(hash).cloned().or_else(|| self.kept.get(hash)).ok_or_else(not_known)?
            }
            DocumentNamed::Text(text) => self.allowed(limits, text)?,
            DocumentNamed::ToKeep(text, hash) => {
                if DocumentHash::of(text) != *hash {
                    return Err(RequestError::new(Code::BadRequest, "The hash of the query is not the one that is given."));
                }
                let good = self.allowed(limits, text)?;
                self.kept.insert(*hash, good.clone());
                good
            }
        };
        Ok(good.document)
    }

    fn allowed(&self, limits: &Limits, text: &str) -> Result<Good, RequestError> {
        if self.only_trusted && !self.trusted.contains_key(&DocumentHash::of(text)) {
            let message = "This register executes only the documents that it was started with.";
            return Err(RequestError::new(Code::NotAllowed, message));
        }
        self.good(limits, text)
    }

    fn good(&self, limits: &Limits, text: &str) -> Result<Good, RequestError> {
        if let Some(good) = self.by_text.get(text) {
            return Ok(good);
        }
        text::check(limits, text)?;
        let document = parse_query(text).map_err(|error| syntax::refusal(&error))?;
        shape::check(limits, &document)?;
        self.validator.check(limits, text)?;
        let good = Good { document: Arc::new(document), bytes: u32::try_from(text.len()).unwrap_or(u32::MAX) };
        self.by_text.insert(text.into(), good.clone());
        Ok(good)
    }
}

/// In the words by which clients know that they have to send the text as well.
fn not_known() -> RequestError {
    RequestError::new(Code::PersistedQueryNotFound, "PersistedQueryNotFound")
}

#[cfg(test)]
mod tests {
    use super::{DocumentHash, DocumentNamed, Documents, Limits, Validator};
    use crate::graphql::error::Code;

    const A: &str = "{a}";
    const B: &str = "{b: a}";

    fn documents() -> Documents {
        Documents::new(Validator::new("type Query { a: Int }").expect("a schema"))
    }

    fn found(documents: &Documents, named: &DocumentNamed) -> Option<Code> {
        documents.find(&Limits::default(), named).err().map(|refusal| refusal.code)
    }

    fn known(text: &str) -> DocumentNamed {
        DocumentNamed::Known(DocumentHash::of(text))
    }

    #[test]
    fn a_text_sent_with_its_hash_is_known_by_it() {
        let documents = documents();
        assert_eq!(found(&documents, &known(A)), Some(Code::PersistedQueryNotFound));
        assert_eq!(found(&documents, &DocumentNamed::from(A)), None);
        assert_eq!(found(&documents, &known(A)), Some(Code::PersistedQueryNotFound), "a text alone is not kept");
        assert_eq!(found(&documents, &DocumentNamed::ToKeep(A.to_owned(), DocumentHash::of(B))), Some(Code::BadRequest));
        assert_eq!(found(&documents, &DocumentNamed::ToKeep(A.to_owned(), DocumentHash::of(A))), None);
        assert_eq!(found(&documents, &known(A)), None);
    }

    #[test]
    fn what_is_not_good_is_not_kept() {
        let documents = documents();
        for text in ["{none}", "{", "{...F}"] {
            assert!(found(&documents, &DocumentNamed::ToKeep(text.to_owned(), DocumentHash::of(text))).is_some());
            assert_eq!(found(&documents, &known(text)), Some(Code::PersistedQueryNotFound));
        }
    }

    #[test]
    fn trusted_documents_are_known_and_may_be_the_only_ones() {
        let mut documents = documents();
        documents.trust(&Limits::default(), A).expect("good");
        assert_eq!(found(&documents, &known(A)), None);
        assert_eq!(found(&documents, &DocumentNamed::from(B)), None);
        documents.execute_only_trusted(true);
        assert_eq!(found(&documents, &known(A)), None);
        assert_eq!(found(&documents, &DocumentNamed::from(A)), None);
        assert_eq!(found(&documents, &DocumentNamed::from(B)), Some(Code::NotAllowed));
        assert_eq!(found(&documents, &DocumentNamed::ToKeep(B.to_owned(), DocumentHash::of(B))), Some(Code::NotAllowed));
        assert!(documents.trust(&Limits::default(), "{none}").is_err());
    }
}
