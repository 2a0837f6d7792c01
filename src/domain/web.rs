//! Addresses on the web, reduced to what is compared: the host.

/// The host of an address or the host itself, in small letters, without scheme, user, port, path and leading `www.`;
/// `None` when there is no host with a dot in it.
pub fn host(address: &str) -> Option<String> {
    let after_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = after_scheme.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.trim().trim_end_matches('.').to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let labels_are_plain = host
        .split('.')
        .all(|label| !label.is_empty() && label.chars().all(|character| character.is_alphanumeric() || character == '-'));
    (host.contains('.') && labels_are_plain).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_host_is_what_is_left() {
        for address in ["https://www.Exchange.kz/login?x=1", "exchange.kz", "http://user@exchange.kz:8080/", "EXCHANGE.KZ."] {
            assert_eq!(host(address).as_deref(), Some("exchange.kz"), "{address}");
        }
        for address in ["", "localhost", "https://", "a b.kz", "..", "exchange"] {
            assert_eq!(host(address), None, "{address}");
        }
    }
}
