//! What an answer was thought to cost, and what it did, told to whom asked for it (`extensions: { cost: true }`).

use async_graphql::{Response as Executed, Value, value};

use super::meter::Meter;

/// Puts the cost into the extensions of an answer.
pub(super) fn report(executed: &mut Executed, requested: u64, points: Option<u32>, meter: Option<&Meter>) {
    let left = meter.and_then(Meter::left);
    let cost = value!({
        "requested": requested,
        "actual": actual(&executed.data),
        "points": points,
        "pointsLeft": left,
    });
    executed.extensions.insert("cost".to_owned(), cost);
}

/// The objects and values that are in an answer, counted as the estimate counts them: each field one.
fn actual(data: &Value) -> u64 {
    match data {
        Value::Object(fields) => fields.values().map(|value| 1 + actual(value)).sum(),
        Value::List(entries) => entries.iter().map(actual).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{Value, value};

    use super::actual;

    #[test]
    fn each_field_counts_one_in_each_entry() {
        assert_eq!(actual(&value!({ "a": 1 })), 1);
        assert_eq!(
            actual(&value!({ "list": [{ "a": 1, "b": { "c": null } }, { "a": 2, "b": null }], "d": [1, 2] })),
            1 + 3 + 2 + 1
        );
        assert_eq!(actual(&Value::Null), 0);
    }
}
