//! When a total tells what a single licensee did.
//!
//! Totals by month, region, zone and source are public; a total of one or two tells either of them the other's part, and
//! everyone the whole of one. Such a total is shown only to whoever may read the parts.

/// How many licensees must stand behind a total that anyone may see.
pub const FEWEST: u64 = 3;

/// Whether anyone may see a total that so many licensees stand behind: nobody's part, or that of many.
pub fn is_public(licensees: u64) -> bool {
    licensees == 0 || licensees >= FEWEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_two_are_too_few() {
        assert_eq!([0, 1, 2, 3, 100].map(is_public), [true, false, false, true, true]);
    }
}
