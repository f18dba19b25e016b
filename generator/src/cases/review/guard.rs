//! Who may talk to the desk: the browser that was given the printed address, and nobody else.
//!
//! The desk listens on the loopback, where every page that the reviewer has open elsewhere can reach it
//! too. So each request has to name the desk's own address as its host (a foreign name that was bent
//! to 127.0.0.1 does not), must not come from another page, and carries the session that the one-time
//! token was exchanged for.

use std::sync::Mutex;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};

/// The lock on the desk's door.
#[derive(Debug)]
pub(super) struct Door {
    /// `127.0.0.1:8099`
    host: String,
    cookie: String,
    token: Mutex<Option<blake3::Hash>>,
    session: Mutex<Option<blake3::Hash>>,
}

impl Door {
    /// A door at an address, and the token that opens it once.
    pub(super) fn new(host: &str, port: u16) -> std::io::Result<(Self, String)> {
        let token = secret()?;
        let door = Self {
            host: host.to_string(),
            cookie: format!("jiayuan_review_{port}"),
            token: Mutex::new(Some(blake3::hash(token.as_bytes()))),
            session: Mutex::new(None),
        };
        Ok((door, token))
    }

    /// Whether a request is addressed to the desk and comes from the desk's own page.
    pub(super) fn is_own(&self, method: &Method, headers: &HeaderMap) -> bool {
        let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        if text(header::HOST) != Some(self.host.as_str()) {
            return false;
        }
        let origin = format!("http://{}", self.host);
        let reads = matches!(*method, Method::GET | Method::HEAD);
        match text(header::ORIGIN) {
            Some(from) if from != origin => return false,
            // Every browser names the origin of what changes something.
            None if !reads => return false,
            _ => {}
        }
        match text(HeaderName::from_static("sec-fetch-site")) {
            None | Some("same-origin") => true,
            // Typed, or opened from the terminal.
            Some("none") => reads,
            Some(_) => false,
        }
    }

    /// Takes the token, once, and answers with the cookie to set.
    pub(super) fn enter(&self, token: &str) -> std::io::Result<Option<HeaderValue>> {
        let mut wanted = self.token.lock().expect("nobody panics at the door");
        // Digests compare in constant time.
        if *wanted != Some(blake3::hash(token.trim().as_bytes())) {
            return Ok(None);
        }
        let session = secret()?;
        *wanted = None;
        *self.session.lock().expect("nobody panics at the door") =
            Some(blake3::hash(session.as_bytes()));
        let cookie = format!(
            "{}={session}; Path=/; HttpOnly; SameSite=Strict",
            self.cookie
        );
        Ok(HeaderValue::from_str(&cookie).ok())
    }

    /// Whether a request carries the session.
    pub(super) fn knows(&self, headers: &HeaderMap) -> bool {
        let session = *self.session.lock().expect("nobody panics at the door");
        session.is_some_and(|session| {
            headers
                .get_all(header::COOKIE)
                .iter()
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(';'))
                .filter_map(|pair| pair.trim().split_once('='))
                .any(|(name, value)| {
                    name == self.cookie && session == blake3::hash(value.as_bytes())
                })
        })
    }
}

/// What every answer says to the browser: keep nothing, load nothing from elsewhere, run no inline
/// script, be framed by nobody, tell nobody where you were.
pub(super) fn harden(headers: &mut HeaderMap) {
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                  connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    let all = [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ];
    for (name, value) in all {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// 256 bits that nobody can guess.
fn secret() -> std::io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(blake3::Hash::from_bytes(bytes).to_hex().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        (pairs.iter())
            .map(|(name, value)| {
                let name = HeaderName::from_static(name);
                (name, HeaderValue::from_str(value).unwrap())
            })
            .collect()
    }

    #[test]
    fn only_the_desks_own_page_is_heard() {
        let (door, _) = Door::new("127.0.0.1:9", 9).unwrap();
        let host = ("host", "127.0.0.1:9");
        let own = ("origin", "http://127.0.0.1:9");
        let heard =
            |method: Method, pairs: &[(&'static str, &str)]| door.is_own(&method, &headers(pairs));
        assert!(heard(Method::GET, &[host]) && heard(Method::POST, &[host, own]));
        assert!(heard(Method::GET, &[host, ("sec-fetch-site", "none")]));
        for pairs in [
            &[("host", "evil.example:9")] as &[_],
            &[("host", "localhost:9")],
            &[],
            &[host, ("origin", "http://evil.example")],
            &[host, ("origin", "null")],
            &[host, ("sec-fetch-site", "cross-site")],
            &[host, ("sec-fetch-site", "same-site")],
        ] {
            assert!(!heard(Method::GET, pairs), "{pairs:?}");
        }
        assert!(!heard(Method::POST, &[host]));
        assert!(!heard(
            Method::POST,
            &[host, own, ("sec-fetch-site", "none")]
        ));
        assert!(!heard(
            Method::POST,
            &[host, ("origin", "http://127.0.0.1:8080")]
        ));
    }

    #[test]
    fn the_token_opens_once_and_only_its_session_is_known() {
        let (door, token) = Door::new("127.0.0.1:9", 9).unwrap();
        assert!(door.enter("guess").unwrap().is_none());
        let cookie = door.enter(&token).unwrap().unwrap();
        assert!(door.enter(&token).unwrap().is_none());
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
        let session = cookie.split(';').next().unwrap();
        assert!(door.knows(&headers(&[("cookie", &format!("a=b; {session}"))])));
        assert!(!door.knows(&headers(&[("cookie", "jiayuan_review_9=")])));
        assert!(!door.knows(&headers(&[])));
    }
}
