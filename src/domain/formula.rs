//! Texts in the cells of a CSV file, which a spreadsheet that opens it would compute.

/// What begins so would be computed by a spreadsheet.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

/// A text as a cell that no spreadsheet computes.
pub fn guarded(text: String) -> String {
    if is_formula(&text) { format!("'{text}") } else { text }
}

/// The text that was guarded so.
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guarded_comes_back_as_it_was() {
        for text in ["=1+1", "-5", "@a", "+7", "'=x", "''-", "'quoted'", "plain", "", "it's = x"] {
            let guarded = guarded(text.to_owned());
            assert!(!guarded.starts_with(['=', '+', '-', '@']), "{guarded}");
            assert_eq!(plain(&guarded), text);
        }
    }
}
