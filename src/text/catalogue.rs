//! The sentences, by language.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::lang::Lang;
use crate::domain::report::Span;

type Bundle = FluentBundle<FluentResource>;

static KK: LazyLock<Bundle> = LazyLock::new(|| bundle(langid!("kk"), include_str!("kk.ftl")));
static RU: LazyLock<Bundle> = LazyLock::new(|| bundle(langid!("ru"), include_str!("ru.ftl")));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(langid!("en"), include_str!("en.ftl")));

fn bundle(language: LanguageIdentifier, text: &str) -> Bundle {
    // A broken line is left out and found by the test below; the others still speak.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The marks that isolate directions are invisible noise in an API; none of the languages runs from right to left.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

/// A sentence being filled in.
pub(super) struct Sentence<'a> {
    id: &'a str,
    lang: Lang,
    args: FluentArgs<'a>,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(id: &'a str, lang: Lang) -> Self {
        Self { id, lang, args: FluentArgs::new() }
    }

    pub(super) fn text(mut self, name: &'a str, value: impl Into<String>) -> Self {
        self.args.set(name, FluentValue::from(value.into()));
        self
    }

    pub(super) fn count(mut self, name: &'a str, value: impl Into<FluentNumber>) -> Self {
        self.args.set(name, FluentValue::Number(value.into()));
        self
    }

    pub(super) fn day(self, name: &'a str, day: Day) -> Self {
        let written = day_in(day, self.lang);
        self.text(name, written)
    }

    pub(super) fn span(self, name: &'a str, span: Span) -> Self {
        let written = span_in(span, self.lang);
        self.text(name, written)
    }

    pub(super) fn share(self, name: &'a str, share: Decimal) -> Self {
        let written = percent(share, self.lang);
        self.text(name, written)
    }

    /// The finished sentence. A missing one shows its id, which a test does not let happen.
    pub(super) fn say(self) -> String {
        let bundle = match self.lang {
            Lang::Kk => &*KK,
            Lang::Ru => &*RU,
            Lang::En => &*EN,
        };
        let pattern = bundle.get_message(self.id).and_then(|message| message.value());
        pattern.map_or_else(
            || self.id.to_owned(),
            |pattern| bundle.format_pattern(pattern, Some(&self.args), &mut Vec::new()).into_owned(),
        )
    }
}

/// A day as the language writes it.
pub(super) fn day_in(day: Day, lang: Lang) -> String {
    let form = match lang {
        Lang::Kk | Lang::Ru => "%d.%m.%Y",
        Lang::En => "%-d %B %Y",
    };
    day.date().format(form).to_string()
}

/// A month, quarter or year as the language names it, in the form in which it stands after "for", «за» and before «үшін».
pub(super) fn span_in(span: Span, lang: Lang) -> String {
    let named = |id, year: i32| Sentence::new(id, lang).text("year", year.to_string());
    match span {
        Span::Month(year, month) => named("span-month", year).count("month", month),
        Span::Quarter(year, quarter) => named("span-quarter", year).count("quarter", quarter),
        Span::Year(year) => named("span-year", year),
    }
    .say()
}

/// A share in per cent with two places, cut and not rounded: 74.999 % must not read as 75 %.
fn percent(share: Decimal, lang: Lang) -> String {
    let hundredths = share.units() * 10_000 / Decimal::whole(1).units();
    let (whole, places) = (hundredths / 100, hundredths % 100);
    match lang {
        Lang::Kk | Lang::Ru => format!("{whole},{places:02}\u{a0}%"),
        Lang::En => format!("{whole}.{places:02}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<&str> {
        text.lines()
            .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
            .filter(|id| !id.starts_with([' ', '#', '*', '[']))
            .collect()
    }

    #[test]
    fn every_sentence_stands_in_all_three_languages_and_reads() {
        let english = ids(include_str!("en.ftl"));
        assert!(english.len() > 100);
        for (text, bundle) in [(include_str!("kk.ftl"), &*KK), (include_str!("ru.ftl"), &*RU), (include_str!("en.ftl"), &*EN)] {
            assert_eq!(ids(text), english);
            assert!(FluentResource::try_new(text.to_owned()).is_ok(), "a line does not parse");
            for id in &english {
                assert!(bundle.get_message(id).and_then(|message| message.value()).is_some(), "{id} is missing");
            }
        }
    }

    #[test]
    fn days_and_shares_are_written_as_the_language_does() {
        let day = Day::constant(2026, 1, 8);
        assert_eq!(day_in(day, Lang::Ru), "08.01.2026");
        assert_eq!(day_in(day, Lang::En), "8 January 2026");
        assert_eq!(percent(Decimal::from_units(74_999_999), Lang::En), "74.99%");
        assert_eq!(percent(Decimal::from_units(150_000_000), Lang::Kk), "150,00\u{a0}%");
    }

    #[test]
    fn spans_are_named_as_the_language_does() {
        for (span, kk, ru, en) in [
            ("2025-01", "2025 жылғы қаңтар", "январь 2025 года", "January 2025"),
            ("2025-07", "2025 жылғы шілде", "июль 2025 года", "July 2025"),
            ("2025-12", "2025 жылғы желтоқсан", "декабрь 2025 года", "December 2025"),
            ("2025-Q1", "2025 жылғы I тоқсан", "I квартал 2025 года", "Q1 2025"),
            ("2025-Q3", "2025 жылғы III тоқсан", "III квартал 2025 года", "Q3 2025"),
            ("2025-Q4", "2025 жылғы IV тоқсан", "IV квартал 2025 года", "Q4 2025"),
            ("2025", "2025 жыл", "2025 год", "2025"),
        ] {
            let span: Span = span.parse().expect("a span");
            let named = [Lang::Kk, Lang::Ru, Lang::En].map(|lang| span_in(span, lang));
            assert_eq!(named, [kk, ru, en]);
        }
    }
}
