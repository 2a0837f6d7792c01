//! Pages of a list by place: an order that ends in the key, and the condition that begins after a place.

use sea_orm::Value;
use sea_orm::sea_query::{Condition, ExprTrait, SimpleExpr};

use super::listing::{Direction, Place};

/// What a list is ordered by: a value, then the key.
pub(super) struct Seek {
    pub(super) value: SimpleExpr,
    pub(super) key: SimpleExpr,
    pub(super) direction: Direction,
}

impl Seek {
    /// Strictly after the place: a larger value, or the same and a larger key. That the value is no smaller is said
    /// beside it, so that an index begins there.
    pub(super) fn beyond(&self, place: &Place, at: &Value) -> Condition {
        let number = place.id.0.number();
        let (value, key) = (|| self.value.clone(), || self.key.clone());
        let (no_less, further, further_key) = match self.direction {
            Direction::Ascending => (value().gte(at.clone()), value().gt(at.clone()), key().gt(number)),
            Direction::Descending => (value().lte(at.clone()), value().lt(at.clone()), key().lt(number)),
        };
        let same = Condition::all().add(value().eq(at.clone())).add(further_key);
        Condition::all().add(no_less).add(Condition::any().add(further).add(same))
    }

    /// The direction as the query builder has it.
    pub(super) fn way(&self) -> sea_orm::Order {
        match self.direction {
            Direction::Ascending => sea_orm::Order::Asc,
            Direction::Descending => sea_orm::Order::Desc,
        }
    }
}
