//! The picture of a badge: what a licensee puts on its own page. Drawn anew whenever it is fetched, so that it turns when the
//! standing does; what it carries is signed, so that a picture that was kept shows its day.

use maud::html;

use crate::domain::lang::Lang;
use crate::domain::standing::Standing;
use crate::domain::view::View;
use crate::registry::Licensee;
use crate::text;

/// Characters of a number that have room.
const LONGEST: usize = 18;

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
    let (held, stands) = (text::held(licensee.authorisation.role, lang), text::stands(standing, lang));
    let number = licensee.authorisation.number.as_str();
    let day = text::day(view.on, lang);
    let whole = format!("{held}: {stands}, {number}, {day}");
    let svg = html! {
        svg xmlns="http://www.w3.org/2000/svg" width="300" height="80" viewBox="0 0 300 80" role="img"
            lang=(lang.code().to_lowercase()) aria-label=(whole) {
            title { (whole) }
            metadata { (jws) }
            rect x="1" y="1" width="298" height="78" rx="6" fill="#ffffff" stroke=(colour) stroke-width="2" {}
            path d="M7 1h49v78H7a6 6 0 0 1-6-6V7a6 6 0 0 1 6-6z" fill=(colour) {}
            g font-family="system-ui, sans-serif" {
                text x="28" y="51" font-size="30" fill="#ffffff" text-anchor="middle" { (sign) }
                text x="68" y="24" font-size="13" fill="#444444" { (held) " \u{b7} Tizilim" }
                text x="68" y="46" font-size="17" font-weight="600" fill="#1a1a1a" { (stands) }
                text x="68" y="67" font-size="12" fill="#444444" { (shown(number)) " \u{b7} " (day) }
            }
        }
    };
    svg.into_string()
}

/// As much of a number as has room beside the day.
fn shown(number: &str) -> String {
    if number.chars().count() <= LONGEST { number.to_owned() } else { number.chars().take(LONGEST).chain(['\u{2026}']).collect() }
}
