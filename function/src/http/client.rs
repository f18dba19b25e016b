//! Which network a request came from. The address is used for the quotas' keyed digest and for
//! nothing else: it is never written down and never logged.

use crate::{seal, settings::Edge, settings::edge::ORIGIN_KEY_HEADER};
use axum::http::{HeaderMap, request::Parts};
use std::net::{IpAddr, SocketAddr};

/// The address at the other end of the connection, put there by the door.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// Those who share a quota: one IPv4 address (behind a carrier's translation that is a whole quarter,
/// hence the loose quotas), or one IPv6 network of 64 bits, which is one household's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ClientNetwork(Option<IpAddr>);

impl ClientNetwork {
    /// From the header that the settings name if whoever sent it may be believed, else from the
    /// connection.
    pub(super) fn of(parts: &Parts, edge: &Edge, origin_key: Option<&str>) -> Self {
        let told = edge
            .client_header
            .as_ref()
            .filter(|_| is_the_cdn(&parts.headers, origin_key))
            .and_then(|name| parts.headers.get_all(name).iter().next_back())
            .and_then(|value| value.to_str().ok())
            .and_then(address);
        let peer = parts.extensions.get::<Peer>().map(|peer| peer.0);
        Self(told.or(peer).map(|address| address.to_canonical()))
    }

    /// Whether this is the machine itself, or nobody knows.
    pub(super) fn is_local(self) -> bool {
        self.0.is_none_or(|address| address.is_loopback())
    }

    /// What tells it from other networks.
    pub(super) fn bytes(self) -> Vec<u8> {
        match self.0 {
            None => Vec::new(),
            Some(IpAddr::V4(address)) => address.octets().to_vec(),
            Some(IpAddr::V6(address)) => address.octets()[..8].to_vec(),
        }
    }
}

/// Whether the request came through the CDN. Without a key everything does: then the settings
/// promise that nothing else reaches us.
fn is_the_cdn(headers: &HeaderMap, origin_key: Option<&str>) -> bool {
    origin_key.is_none_or(|key| {
        headers
            .get(ORIGIN_KEY_HEADER)
            .is_some_and(|told| seal::is_same(told.as_bytes(), key.as_bytes()))
    })
}

/// The last address of a list, with or without a port: the last one was added by the proxy that
/// talks to us, whatever came before it may be made up.
fn address(header: &str) -> Option<IpAddr> {
    let last = header.rsplit(',').next()?.trim();
    if let Ok(address) = last.parse() {
        return Some(address);
    }
    if let Ok(socket) = last.parse::<SocketAddr>() {
        return Some(socket.ip());
    }
    // CloudFront writes an IPv6 address and its port without brackets.
    let (address, _port) = last.rsplit_once(':')?;
    address.trim_matches(['[', ']']).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, Request};

    fn network(
        peer: &str,
        headers: &[(&str, &str)],
        header: Option<&'static str>,
        key: Option<&str>,
    ) -> ClientNetwork {
        let mut request = Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        parts.extensions.insert(Peer(peer.parse().unwrap()));
        let edge = Edge {
            client_header: header.map(HeaderName::from_static),
            ..Edge::default()
        };
        ClientNetwork::of(&parts, &edge, key)
    }

    fn of(address: &str) -> ClientNetwork {
        network(address, &[], None, None)
    }

    #[test]
    fn a_header_that_nobody_asked_for_is_not_believed() {
        let sent = [("x-forwarded-for", "198.51.100.7")];
        assert_eq!(network("192.0.2.1", &sent, None, None), of("192.0.2.1"));
        assert_eq!(
            network("192.0.2.1", &sent, Some("x-forwarded-for"), None),
            of("198.51.100.7")
        );
    }

    #[test]
    fn what_the_client_wrote_before_the_proxy_does_not_count() {
        let sent = [
            ("x-forwarded-for", "203.0.113.9"),
            ("x-forwarded-for", "203.0.113.9, 198.51.100.7"),
        ];
        let found = network("192.0.2.1", &sent, Some("x-forwarded-for"), None);
        assert_eq!(found, of("198.51.100.7"));
    }

    #[test]
    fn the_cdn_proves_itself() {
        let header = Some("cloudfront-viewer-address");
        let told = ("cloudfront-viewer-address", "198.51.100.7:46532");
        let proven = [told, (ORIGIN_KEY_HEADER, "right")];
        let lied = [told, (ORIGIN_KEY_HEADER, "wrong")];
        let key = Some("right");
        assert_eq!(
            network("192.0.2.1", &proven, header, key),
            of("198.51.100.7")
        );
        for sent in [&lied[..], &[told][..]] {
            assert_eq!(network("192.0.2.1", sent, header, key), of("192.0.2.1"));
        }
    }

    #[test]
    fn addresses_come_in_many_shapes() {
        for (typed, read) in [
            ("198.51.100.7", "198.51.100.7"),
            ("198.51.100.7:80", "198.51.100.7"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("2001:db8:1:2:3:4:5:6:46532", "2001:db8:1:2:3:4:5:6"),
            ("2001:db8::1", "2001:db8::1"),
        ] {
            assert_eq!(address(typed), read.parse().ok(), "{typed}");
        }
        assert_eq!(address("unknown"), None);
    }

    #[test]
    fn a_household_is_one_network() {
        assert_eq!(
            of("2001:db8:1:2::1").bytes(),
            of("2001:db8:1:2:ffff::9").bytes()
        );
        assert_ne!(of("2001:db8:1:2::1").bytes(), of("2001:db8:1:3::1").bytes());
        assert_ne!(of("192.0.2.1").bytes(), of("192.0.2.2").bytes());
        assert_eq!(of("::ffff:192.0.2.1").bytes(), of("192.0.2.1").bytes());
        assert!(of("127.0.0.1").is_local() && of("::1").is_local() && !of("192.0.2.1").is_local());
    }
}
