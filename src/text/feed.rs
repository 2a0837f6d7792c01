//! What a feed of acts is called.

use super::catalogue::Sentence;
use crate::domain::lang::Lang;

/// The title of the feed of the acts about someone; of all acts without a name.
pub fn feed(name: Option<&str>, lang: Lang) -> String {
    match name {
        Some(name) => Sentence::new("feed-licensee", lang).text("name", name).say(),
        None => Sentence::new("feed-acts", lang).say(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_titles() {
        for lang in Lang::ALL {
            assert!(!feed(None, *lang).starts_with("feed-"));
            assert!(feed(Some("«Үлгі» ЖШС"), *lang).contains("«Үлгі» ЖШС"));
        }
    }
}
