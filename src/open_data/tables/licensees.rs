//! Licensees: who holds which licence or accreditation.

use super::super::cell::{Cell, Kind, Row, SEQUENCE, Table, may, must, names, wording};
use super::{id_of, licensee_id};
use crate::domain::act::Subject;
use crate::domain::authorisation::Authorisation;
use crate::domain::day::Day;
use crate::domain::lang::Phrase;
use crate::domain::organisation::Organisation;
use crate::domain::sequence::Sequence;
use crate::domain::standing::{History, Step};

/// The table.
pub const TABLE: Table = Table {
    title: Phrase { kk: "Лицензиаттар", ru: "Лицензиаты", en: "Licensees" },
    about: Phrase {
        kk: "Цифрлық майнинг лицензиялары, пулдарды аккредиттеу және биржа лицензиялары: әрқайсысына бір жол.",
        ru: "Лицензии на цифровой майнинг, аккредитации пулов и лицензии бирж: по строке на каждую.",
        en: "Mining licences, pool accreditations and exchange licences: a row each, with all that is recorded of it. On any day \
             from that of its newest event on, it stands so: ended from ended_on on, else expired after expires_on, else suspended from \
             suspended_from until suspended_until, else active. The data set standings says it for all days.",
    },
    columns: &[
        must("id", Kind::Text, "The licensee's global id, the same in every version of the register and in its API."),
        must("organisation_id", Kind::Text, "The holder's global id."),
        must("role", Kind::Text, "MINER, POOL or EXCHANGE."),
        may("subkind", Kind::Text, "Of a mining licence: I (own data centre) or II (placed in another's)."),
        must("number", Kind::Text, "The number on the document."),
        must("bin", Kind::Text, "The holder's BIN; a sole trader's IIN is masked."),
        must("name_kk", Kind::Text, "The holder's name in Kazakh, the newest that is recorded."),
        must("name_ru", Kind::Text, "The same in Russian."),
        may("name_en", Kind::Text, "The same in English."),
        must("region", Kind::Text, "Where the holder is registered: the first two digits of the KATO code, as in ISO 3166-2:KZ."),
        may("website", Kind::Text, "The holder's address on the web."),
        may("details_from", Kind::Day, "The first day of these names, region and address; empty where nothing came before."),
        must("authority", Kind::Text, "Who gave it."),
        must("legal_regime", Kind::Text, "Under which law."),
        must("granted_on", Kind::Day, "The first day of its force."),
        may("expires_on", Kind::Day, "The last day, the newest that is recorded; empty where it does not expire."),
        may("suspended_from", Kind::Day, "The first day of the newest suspension."),
        may("suspended_until", Kind::Day, "Its last day, a resumption counted; empty where none is named."),
        may("ended_on", Kind::Day, "The first day on which it is revoked or surrendered."),
        may("ended_as", Kind::Text, "REVOKED or SURRENDERED."),
        may("conditions_kk", Kind::Text, "Conditions and restrictions in Kazakh."),
        may("conditions_ru", Kind::Text, "The same in Russian."),
        may("conditions_en", Kind::Text, "The same in English."),
        SEQUENCE,
    ],
    key: 1,
};

/// Takes an authorisation, its life, its holder as newest recorded and since when; gives its row.
pub fn row(of: &Authorisation, life: &History, holder: &Organisation, holder_from: Day, sequence: Sequence) -> Row {
    let newest = Newest::of(life);
    let [name_kk, name_ru, name_en] = names(&holder.details.names);
    let [conditions_kk, conditions_ru, conditions_en] = wording(of.conditions.as_ref());
    vec![
        licensee_id(of),
        id_of(Subject::Organisation(holder.id)),
        of.role.code().into(),
        Cell::of(of.subkind.map(|subkind| subkind.code())),
        (&of.number).into(),
        holder.bin.public().into(),
        name_kk,
        name_ru,
        name_en,
        holder.details.region.code().into(),
        Cell::of(holder.details.website.as_ref()),
        Cell::of((holder_from != Day::FIRST).then_some(holder_from)),
        of.authority.code().into(),
        of.regime.code().into(),
        of.granted_on.into(),
        Cell::of(newest.expires_on),
        Cell::of(newest.suspended_from),
        Cell::of(newest.suspended_until),
        Cell::of(newest.ended.map(|(day, _)| day)),
        Cell::of(newest.ended.map(|(_, how)| how)),
        conditions_kk,
        conditions_ru,
        conditions_en,
        sequence.into(),
    ]
}

/// What the events come to, whatever the day.
#[derive(Default)]
struct Newest {
    expires_on: Option<Day>,
    suspended_from: Option<Day>,
    suspended_until: Option<Day>,
    ended: Option<(Day, &'static str)>,
}

impl Newest {
    fn of(life: &History) -> Self {
        let mut newest = Self::default();
        for event in life.events() {
            match &event.step {
                Step::Granted { expires_on } | Step::Renewed { expires_on } => newest.expires_on = *expires_on,
                Step::Suspended { until, .. } => {
                    (newest.suspended_from, newest.suspended_until) = (Some(event.on), *until);
                }
                Step::Resumed => newest.suspended_until = Some(event.on.previous()),
                Step::Revoked { .. } => newest.ended = Some((event.on, "REVOKED")),
                Step::Surrendered => newest.ended = Some((event.on, "SURRENDERED")),
            }
        }
        newest
    }
}
