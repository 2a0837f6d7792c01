//! The picture of a badge: what a licensee puts on its own page. Drawn anew whenever it is fetched, so that it turns when the
//! standing does; what it carries is signed, so that a picture that was kept shows its day.

use maud::html;

use crate::domain::lang::Lang;
use crate::domain::standing::Standing;
use crate::domain::view::View;
use crate::registry::Licensee;
use crate::text;

/// Draws where a licensee stands under a view, around the signed credential of it.
pub(super) fn draw(licensee: &Licensee, jws: &str, view: View, lang: Lang) -> String {
    let standing = licensee.history.standing(view.on);
    // The sign says the same as the colour, for those who do not see it.
    let (colour, sign) = match standing {
        Standing::Active => ("#1b6e3c", "\u{2713}"),
        Standing::Suspended => ("#8a5a00", "\u{2016}"),
        Standing::NotYetValid => ("#44525f", "\u{2026}"),
        Standing::Expired | Standing::Revoked | Standing::Surrendered => ("#9c1c1c", "\u{2715}"),
    };
    let words = text::badge(licensee.authorisation.role, standing, lang);
    let number = licensee.authorisation.number.as_str();
    let day = text::day(view.on, lang);
    let svg = html! {
        svg xmlns="http://www.w3.org/2000/svg" width="320" height="64" viewBox="0 0 320 64" role="img" lang=(lang.code().to_lowercase())
            aria-label={ (words) ", " (number) ", " (day) } {
            title { (words) ", " (number) ", " (day) }
            metadata { (jws) }
            rect width="320" height="64" rx="6" fill="#ffffff" stroke=(colour) stroke-width="2" {}
            path d="M6 0h50v64H6a6 6 0 0 1-6-6V6a6 6 0 0 1 6-6z" fill=(colour) {}
            g font-family="system-ui, sans-serif" {
                text x="28" y="42" font-size="30" fill="#ffffff" text-anchor="middle" { (sign) }
                text x="68" y="26" font-size="15" font-weight="600" fill="#1a1a1a" { (words) }
                text x="68" y="47" font-size="13" fill="#444444" { (number) " \u{b7} " (day) " \u{b7} Tizilim" }
            }
        }
    };
    svg.into_string()
}
