//! Who a request comes from, as far as an address tells.

use std::net::{IpAddr, SocketAddr};

use axum::extract::connect_info::Connected;
use axum::http::HeaderMap;
use axum::http::header::FORWARDED;
use axum::serve::IncomingStream;
use tokio::net::TcpListener;

use super::Listener;
use crate::graphql::gate::{FairUseLimits, ProxyHeader};

/// The other end of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(SocketAddr);

impl From<SocketAddr> for Peer {
    fn from(address: SocketAddr) -> Self {
        Self(address)
    }
}

impl Connected<IncomingStream<'_, Listener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Listener>) -> Self {
        Self(*stream.remote_addr())
    }
}

impl Connected<IncomingStream<'_, TcpListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, TcpListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// A client, as it is counted: an address of IPv4, or the 64 bits of one of IPv6 that a subscriber is given as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Client(IpAddr);

impl Client {
    /// Takes the other end of the connection, the headers, and the limits that name whose word is believed; gives the client.
    ///
    /// Each proxy adds at the right whom it heard from. So the list is read from the right, as long as who stands there is
    /// believed; what cannot be read ends the reading, since anyone can send anything.
    pub(super) fn of(peer: Peer, headers: &HeaderMap, limits: &FairUseLimits) -> Self {
        let is_trusted = |address: IpAddr| limits.trusted_proxies.iter().any(|network| network.contains(&address));
        let mut client = peer.0.ip().to_canonical();
        let mut told = told(headers, limits.proxy_header);
        while is_trusted(client)
            && let Some(Some(before)) = told.pop()
        {
            client = before;
        }
        Self::counted(client)
    }

    fn counted(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(_) => Self(address),
            IpAddr::V6(long) => Self(IpAddr::from((u128::from(long) >> 64 << 64).to_be_bytes())),
        }
    }
}

/// The addresses that proxies tell, the nearest last; nothing in the place of one that cannot be read.
fn told(headers: &HeaderMap, header: ProxyHeader) -> Vec<Option<IpAddr>> {
    let texts = |name: &str| -> Vec<String> {
        let values = headers.get_all(name).iter().map(|value| value.to_str().unwrap_or("unreadable").to_owned());
        values.flat_map(|value| value.split(',').map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    match header {
        ProxyHeader::XForwardedFor => texts("x-forwarded-for").iter().map(|text| address(text)).collect(),
        ProxyHeader::Forwarded => texts(FORWARDED.as_str()).iter().map(|element| forwarded_for(element)).collect(),
    }
}

fn forwarded_for(element: &str) -> Option<IpAddr> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let (_, node) = pairs.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    address(node.trim().trim_matches('"'))
}

/// An address with or without a port, of IPv6 with or without brackets.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let with_port = text.parse::<SocketAddr>().map(|socket| socket.ip());
    let bracketed = || text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    with_port.or_else(|_| bracketed().parse()).ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    use super::{Client, FairUseLimits, ProxyHeader, SocketAddr};

    fn client(peer: &str, headers: &[(&str, &str)]) -> String {
        told_by(ProxyHeader::XForwardedFor, peer, headers)
    }

    fn told_by(proxy_header: ProxyHeader, peer: &str, headers: &[(&str, &str)]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::try_from(*name).expect("a name"), HeaderValue::from_str(value).expect("a value"));
        }
        let trusted_proxies = ["10.0.0.0/8", "fd00::/8"].map(|network| network.parse().expect("a network")).to_vec();
        let limits = FairUseLimits { trusted_proxies, proxy_header, ..FairUseLimits::default() };
        let peer: SocketAddr = peer.parse().expect("an address");
        Client::of(peer.into(), &map, &limits).0.to_string()
    }

    #[test]
    fn nobody_is_believed_but_the_proxies_that_are_named() {
        let claim = [("x-forwarded-for", "203.0.113.9")];
        assert_eq!(client("198.51.100.1:5000", &claim), "198.51.100.1");
        assert_eq!(client("10.1.1.1:5000", &claim), "203.0.113.9");
        assert_eq!(client("[::ffff:10.1.1.1]:5000", &claim), "203.0.113.9");
        assert_eq!(client("10.1.1.1:5000", &[]), "10.1.1.1");
    }

    #[test]
    fn what_a_client_puts_before_the_proxies_word_is_not_believed() {
        let list = [("x-forwarded-for", "1.1.1.1, 203.0.113.9, 10.2.2.2")];
        assert_eq!(client("10.1.1.1:5000", &list), "203.0.113.9");
        let twice = [("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "203.0.113.9")];
        assert_eq!(client("10.1.1.1:5000", &twice), "203.0.113.9");
        for garbage in ["203.0.113.9, nonsense", "203.0.113.9,", "\u{fc}"] {
            assert_eq!(client("10.1.1.1:5000", &[("x-forwarded-for", garbage)]), "10.1.1.1", "{garbage}");
        }
    }

    #[test]
    fn forwarded_is_read_as_rfc_7239_has_it_where_proxies_write_it() {
        let forwarded = |value: &str| {
            // The other header is what the client made up.
            told_by(ProxyHeader::Forwarded, "10.1.1.1:5000", &[("forwarded", value), ("x-forwarded-for", "9.9.9.9")])
        };
        assert_eq!(forwarded("for=1.1.1.1;proto=https, For=\"203.0.113.9:4711\";by=10.1.1.1"), "203.0.113.9");
        assert_eq!(forwarded("for=\"[2001:db8:1:2:3:4:5:6]:80\""), "2001:db8:1:2::");
        assert_eq!([forwarded("for=unknown"), forwarded("for=_hidden"), forwarded("")], ["10.1.1.1"; 3]);
        assert_eq!(client("10.1.1.1:5000", &[("forwarded", "for=9.9.9.9"), ("x-forwarded-for", "203.0.113.9")]), "203.0.113.9");
    }

    #[test]
    fn a_subscriber_of_ipv6_is_one_client() {
        assert_eq!(client("[2001:db8:1:2::7]:1", &[]), client("[2001:db8:1:2:ffff::]:1", &[]));
        assert_ne!(client("[2001:db8:1:2::7]:1", &[]), client("[2001:db8:1:3::7]:1", &[]));
        assert_eq!(client("[fd00::1]:1", &[("x-forwarded-for", "2001:db8:1:2::7")]), "2001:db8:1:2::");
    }
}
