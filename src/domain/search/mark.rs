//! Marks other than names: numbers of documents and hosts on the web, without what writers add.

use unicode_normalization::UnicodeNormalization;

use super::script::look;
use crate::domain::authorisation::number_key;
use crate::domain::web;

/// A document's number as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// By this two documents are the same.
    pub key: String,
    /// Its letters and digits alone, letters as the Latin ones that they look like.
    pub folded: String,
}

impl Number {
    /// A number as it is written.
    pub fn of(written: &str) -> Self {
        let plain: String = written.nfkc().filter(|character| character.is_alphanumeric()).collect();
        Self { key: number_key(written), folded: look(&plain) }
    }
}

/// A host on the web as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// In small letters, each as a reader sees it: `xn--…` is decoded.
    pub shown: String,
}

impl Host {
    /// The host of an address; `None` where there is none.
    pub fn of(address: &str) -> Option<Self> {
        let clean: String = address.nfkc().collect();
        let host = web::host(&clean)?;
        let (shown, _) = idna::domain_to_unicode(&host);
        // What cannot be decoded is compared as it stands.
        Some(Self { shown: if shown.is_empty() { host } else { shown } })
    }

    /// All but the last part, as it looks: what two hosts share that differ in their ending.
    pub fn label(&self) -> String {
        look(self.shown.rsplit_once('.').map_or(&self.shown, |(label, _)| label))
    }

    /// The last part: `kz`.
    pub fn ending(&self) -> &str {
        self.shown.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// The hosts that it may lie under, itself first: `a.b.kz`, `b.kz`.
    pub(super) fn upwards(&self) -> impl Iterator<Item = Self> {
        let dots: Vec<usize> = self.shown.match_indices('.').map(|(at, _)| at).collect();
        let starts = std::iter::once(0).chain(dots.iter().rev().skip(1).rev().map(|at| at + 1)).collect::<Vec<_>>();
        starts.into_iter().map(|start| Self { shown: self.shown[start..].to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_without_separators_and_by_their_look() {
        // The second has the Cyrillic М.
        for written in ["KZ-M 0012/24", "KZ-М 0012/24", "kzm001224", "KZ–M—0012 24"] {
            assert_eq!(Number::of(written).folded, "kzm001224", "{written}");
        }
        assert_eq!(Number::of(" m-1 ").key, "M-1");
    }

    #[test]
    fn a_host_is_shown_as_a_reader_sees_it() {
        let host = Host::of("https://www.XN--80AK6AA92E.com/login").expect("a host");
        // Apple in Cyrillic letters: it looks like the Latin one.
        assert_eq!(host.shown, "аррӏе.com");
        assert_eq!(host.label(), "apple");
        assert_eq!(host.ending(), "com");
        let parts: Vec<String> = Host::of("pay.qyran.kz").expect("a host").upwards().map(|host| host.shown).collect();
        assert_eq!(parts, ["pay.qyran.kz", "qyran.kz"]);
        assert_eq!(Host::of("no host"), None);
    }
}
