//! `pool-complexes….csv` and `security-tests….csv`: what an accreditation rests on.

use super::What;
use crate::domain::pool::{ComplexPlace, TestProtocol};
use crate::files::cells::Cells;
use crate::files::sheet::{Row, yes_no};

pub(in crate::files) const COMPLEX_COLUMNS: &[&str] =
    &["number", "effective_on", "in_kazakhstan", "region", "place", "reason", "reference"];
pub(in crate::files) const TEST_COLUMNS: &[&str] =
    &["number", "effective_on", "protocol", "laboratory", "positive", "reason", "reference"];

pub(super) fn complex(cells: &mut Cells<'_>) -> Option<What> {
    let (number, in_kazakhstan) = (cells.text("number"), cells.yes_no("in_kazakhstan"));
    let (region, place) = (cells.read_if("region"), cells.text("place"));
    let complex = ComplexPlace { in_kazakhstan: in_kazakhstan?, region: region?, place: place? };
    Some(What::Complex { number: number?, complex })
}

pub(super) fn test(cells: &mut Cells<'_>) -> Option<What> {
    let (number, protocol) = (cells.text("number"), cells.text("protocol"));
    let (laboratory, positive) = (cells.text("laboratory"), cells.yes_no("positive"));
    let protocol = TestProtocol { number: protocol?, laboratory: laboratory?, positive: positive? };
    Some(What::Test { number: number?, protocol })
}

pub(super) fn write(what: &What, row: &mut Row) {
    match what {
        What::Complex { number, complex } => {
            row.set("number", number);
            row.set("in_kazakhstan", yes_no(complex.in_kazakhstan));
            row.set_if("region", complex.region.map(|region| region.code()));
            row.set("place", &complex.place);
        }
        What::Test { number, protocol } => {
            row.set("number", number);
            row.set("protocol", &protocol.number);
            row.set("laboratory", &protocol.laboratory);
            row.set("positive", yes_no(protocol.positive));
        }
        _ => {}
    }
}
