//! `licences….csv`, `accreditations….csv`, `exchange-licences….csv`: what was granted, to whom.

use super::{Granted, What};
use crate::domain::authorisation::LicenseeRole;
use crate::files::cells::Cells;
use crate::files::sheet::Row;

pub(in crate::files) const LICENCE_COLUMNS: &[&str] = &[
    "number",
    "holder",
    "subkind",
    "effective_on",
    "expires_on",
    "conditions_kk",
    "conditions_ru",
    "conditions_en",
    "reason",
    "reference",
];
pub(in crate::files) const ACCREDITATION_COLUMNS: &[&str] =
    &["number", "holder", "effective_on", "expires_on", "conditions_kk", "conditions_ru", "conditions_en", "reason", "reference"];
pub(in crate::files) const EXCHANGE_COLUMNS: &[&str] = &[
    "number",
    "holder",
    "authority",
    "effective_on",
    "expires_on",
    "conditions_kk",
    "conditions_ru",
    "conditions_en",
    "reason",
    "reference",
];
const CONDITIONS: [&str; 3] = ["conditions_kk", "conditions_ru", "conditions_en"];

pub(super) fn read(role: LicenseeRole, cells: &mut Cells<'_>) -> Option<What> {
    let (number, holder) = (cells.text("number"), cells.read("holder"));
    let subkind = if role == LicenseeRole::Miner { cells.code("subkind").map(Some) } else { Some(None) };
    let (expires_on, conditions) = (cells.read_if("expires_on"), cells.wording_if(CONDITIONS));
    Some(What::Grant(Granted {
        role,
        holder: holder?,
        subkind: subkind?,
        number: number?,
        expires_on: expires_on?,
        conditions: conditions?,
    }))
}

pub(super) fn write(granted: &Granted, row: &mut Row) {
    row.set("number", &granted.number);
    row.set("holder", granted.holder.digits());
    row.set_if("subkind", granted.subkind.map(|subkind| subkind.code()));
    row.set_if("expires_on", granted.expires_on);
    granted.conditions.iter().for_each(|conditions| row.wording(CONDITIONS, conditions));
}
