//! From the place that a refusal names to the column of a file.

use super::super::kind::FileKind;

/// Where in an act a refusal points: a row, a part of it, a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) row: Option<usize>,
    pub(super) part: Option<usize>,
    pub(super) column: &'static str,
}

/// Reads a path such as `rows.3.hours.7` or `expiresOn`.
pub(super) fn place(kind: FileKind, path: Option<&str>) -> Place {
    let mut steps = path.unwrap_or_default().split('.').peekable();
    let (mut row, mut part, mut field) = (None, None, "");
    while let Some(step) = steps.next() {
        let number = steps.peek().and_then(|next| next.parse().ok());
        match (step, number) {
            // The hours of a session are its rows.
            ("rows", Some(number)) => row = Some(number),
            ("hours", Some(number)) if kind == FileKind::SurplusSessions => row = Some(number),
            ("hours" | "lots", Some(number)) => (part, field) = (Some(number), "hour"),
            _ if step.parse::<usize>().is_ok() => {}
            _ => field = step,
        }
    }
    Place { row, part, column: column(kind, field) }
}

fn column(kind: FileKind, field: &str) -> &'static str {
    use FileKind as K;
    let named = match (kind, field) {
        (K::Distributions, "on") => "distributed_on",
        (K::Sales, "on") => "sold_on",
        (K::Readings, "on") => "day",
        (K::Readings, "hours") => "hour",
        (K::SurplusSessions, "effectiveOn") => "trade_date",
        (K::SurplusSessions, "deliveryDate" | "quota" | "zone") | (K::Bids | K::Awards, "effectiveOn") => "delivery_date",
        (K::Bids | K::Awards, "energy" | "energyKwh") => "energy_kwh",
        (K::Organisations, "organisation") => "bin",
        (K::Licences | K::Accreditations | K::ExchangeLicences, "organisation") => "holder",
        (K::LicenceEvents, "expiresOn") => "until",
        (K::LicenceEvents, "decidedOn") => "ruling_decided_on",
        (K::LicenceEvents, "number") | (_, "licence") => "number",
        (K::Filings, "span") => "period",
        (K::Payments, "span") => "quarter",
        (K::DataCentres, "dataCentre") => "code",
        (_, field) => return by_name(kind, field),
    };
    // Only what the file has is named.
    kind.columns().iter().find(|column| **column == named).copied().unwrap_or_else(|| kind.main_column())
}

/// The column whose name is the field's, in the other manner of writing.
fn by_name(kind: FileKind, field: &str) -> &'static str {
    let mut name = String::with_capacity(field.len() + 2);
    for letter in field.chars() {
        if letter.is_uppercase() {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    kind.columns().iter().find(|column| **column == name).copied().unwrap_or_else(|| kind.main_column())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: FileKind, path: &str) -> (Option<usize>, Option<usize>, &'static str) {
        let place = place(kind, Some(path));
        (place.row, place.part, place.column)
    }

    #[test]
    fn paths_lead_to_rows_and_columns() {
        use FileKind as K;
        assert_eq!(read(K::Readings, "rows.3.hours.7"), (Some(3), Some(7), "hour"));
        assert_eq!(read(K::Readings, "rows.3.meter"), (Some(3), None, "meter"));
        assert_eq!(read(K::Readings, "rows.3.hours"), (Some(3), None, "hour"));
        assert_eq!(read(K::Bids, "rows.0.lots.2.price"), (Some(0), Some(2), "price"));
        assert_eq!(read(K::Awards, "rows.0.lots.2.energyKwh"), (Some(0), Some(2), "energy_kwh"));
        assert_eq!(read(K::SurplusSessions, "hours.5.hour"), (Some(5), None, "hour"));
        assert_eq!(read(K::Distributions, "rows.12.on"), (Some(12), None, "distributed_on"));
        assert_eq!(read(K::Licences, "expiresOn"), (None, None, "expires_on"));
        assert_eq!(read(K::Licences, "organisation"), (None, None, "holder"));
        assert_eq!(read(K::LicenceEvents, "ruling.decidedOn"), (None, None, "ruling_decided_on"));
        assert_eq!(read(K::Meters, "validUntil"), (None, None, "valid_until"));
        assert_eq!(read(K::Sales, "nonsense"), (None, None, "venue"));
    }

    #[test]
    fn every_column_named_here_is_one_of_its_file() {
        for (kind, field, column) in [
            (FileKind::Sales, "on", "sold_on"),
            (FileKind::Payments, "span", "quarter"),
            (FileKind::Filings, "span", "period"),
            (FileKind::Placements, "licence", "number"),
            (FileKind::Placements, "dataCentre", "data_centre"),
            (FileKind::Hardware, "effectiveOn", "effective_on"),
        ] {
            assert_eq!(place(kind, Some(field)).column, column);
        }
        assert_eq!(place(FileKind::Licences, None).column, "number");
    }
}
