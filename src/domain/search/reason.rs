//! Why something was found.

use crate::domain::coded;

coded! {
    /// Why something was found for what was typed.
    pub enum MatchReason {
        /// The name is the one that was typed.
        ExactName = "EXACT_NAME",
        /// The name is one that it bore before the day asked about.
        FormerName = "FORMER_NAME",
        /// Letters of another alphabet that look the same stand in one of the two.
        Homoglyph = "HOMOGLYPH",
        /// One letter differs, is missing or too many, or two have changed places.
        Typo = "TYPO",
        /// The same with Russian letters in place of Kazakh ones.
        KazakhLetters = "KAZAKH_LETTERS",
        /// The same in another script or another transliteration.
        Transliteration = "TRANSLITERATION",
        /// The name, or a word of it, begins with what was typed.
        NamePrefix = "NAME_PREFIX",
        /// The same but for where one word ends and the next begins.
        Spacing = "SPACING",
        /// Some of the words are the same.
        SomeWords = "SOME_WORDS",
        /// The same name, of another kind of firm.
        LegalForm = "LEGAL_FORM",
        /// The number is the one that was typed.
        Number = "NUMBER",
        /// One digit or letter of the number differs, is missing or too many, or two have changed places.
        NumberOneDigitOff = "NUMBER_ONE_DIGIT_OFF",
        /// The number begins with what was typed.
        NumberPrefix = "NUMBER_PREFIX",
        /// The BIN or IIN is the one that was typed.
        Bin = "BIN",
        /// One digit of the BIN differs, is missing or too many, or two have changed places.
        BinOneDigitOff = "BIN_ONE_DIGIT_OFF",
        /// The host on the web is the one that was typed.
        Domain = "DOMAIN",
        /// One letter of the host differs, is missing or too many, or two have changed places.
        DomainOneLetterOff = "DOMAIN_ONE_LETTER_OFF",
        /// The host is the same but for its ending.
        DomainOtherEnding = "DOMAIN_OTHER_ENDING",
        /// What was typed lies under the host.
        Subdomain = "SUBDOMAIN",
    }
}
