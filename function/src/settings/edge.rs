//! Settings of the edge: how much one network may ask, whose pages may call, and who says where a
//! request came from.

use super::{SettingError, optional, wrong};
use axum::http::{HeaderName, HeaderValue};

/// New reports of one network in an hour; 300 if unset.
pub const REPORT_QUOTA: &str = "JIAYUAN_REPORT_QUOTA";
/// Look-ups of one network in an hour; 600 if unset.
pub const LOOKUP_QUOTA: &str = "JIAYUAN_LOOKUP_QUOTA";
/// Reports of one network in an hour that come from plain forms, which bring no proof of work; 60
/// if unset. They count as reports too.
pub const FORM_QUOTA: &str = "JIAYUAN_FORM_QUOTA";
/// Origins whose pages may call the function from elsewhere, separated by commas.
pub const ORIGINS: &str = "JIAYUAN_ORIGINS";
/// Header in which a proxy or the CDN names the client.
pub const CLIENT_HEADER: &str = "JIAYUAN_CLIENT_HEADER";
/// What the CDN sends in [`ORIGIN_KEY_HEADER`] to prove itself; without it the client header of
/// every caller is believed.
pub const ORIGIN_KEY: &str = "JIAYUAN_ORIGIN_KEY";
/// Where the CDN sends it.
pub const ORIGIN_KEY_HEADER: &str = "x-jiayuan-origin-key";

/// What one network may do in an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotas {
    /// From [`REPORT_QUOTA`].
    pub reports: u32,
    /// From [`LOOKUP_QUOTA`].
    pub lookups: u32,
    /// From [`FORM_QUOTA`].
    pub forms: u32,
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            reports: 300,
            lookups: 600,
            forms: 60,
        }
    }
}

/// All of the edge.
#[derive(Debug, Clone, Default)]
pub struct Edge {
    /// What one network may do in an hour.
    pub quotas: Quotas,
    /// From [`ORIGINS`].
    pub origins: Vec<HeaderValue>,
    /// From [`CLIENT_HEADER`].
    pub client_header: Option<HeaderName>,
}

impl Edge {
    /// Reads the variables through `get`.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, SettingError> {
        let usual = Quotas::default();
        let client_header = optional(&get, CLIENT_HEADER)
            .map(|name| {
                HeaderName::from_bytes(name.to_ascii_lowercase().as_bytes())
                    .map_err(|_| wrong(CLIENT_HEADER, "must be the name of one header"))
            })
            .transpose()?;
        Ok(Self {
            quotas: Quotas {
                reports: number(&get, REPORT_QUOTA, usual.reports)?,
                lookups: number(&get, LOOKUP_QUOTA, usual.lookups)?,
                forms: number(&get, FORM_QUOTA, usual.forms)?,
            },
            origins: origins(&optional(&get, ORIGINS).unwrap_or_default())?,
            client_header,
        })
    }
}

fn number(
    get: &impl Fn(&str) -> Option<String>,
    name: &'static str,
    usual: u32,
) -> Result<u32, SettingError> {
    let Some(typed) = optional(get, name) else {
        return Ok(usual);
    };
    match typed.parse() {
        Ok(number @ 1..=1_000_000) => Ok(number),
        _ => Err(wrong(name, "must be a number from 1 to 1000000")),
    }
}

/// `https://www.example.cn,https://m.example.cn`. A star is refused: it would let every page on the
/// web file reports from its readers' addresses.
fn origins(typed: &str) -> Result<Vec<HeaderValue>, SettingError> {
    let pieces = typed
        .split(',')
        .map(str::trim)
        .filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| {
            let host = piece
                .strip_prefix("https://")
                .or_else(|| piece.strip_prefix("http://"));
            let whole = host.is_some_and(|host| {
                !host.is_empty()
                    && host
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
            });
            HeaderValue::from_str(piece)
                .ok()
                .filter(|_| whole)
                .ok_or_else(|| {
                    wrong(
                        ORIGINS,
                        "must be origins such as https://www.example.cn, separated by commas, without a path or a star",
                    )
                })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &'static str, value: &'static str) -> Result<Edge, SettingError> {
        Edge::read(move |asked: &str| (asked == name).then(|| value.to_owned()))
    }

    #[test]
    fn quotas_have_their_usual_numbers() {
        assert_eq!(
            read("", "").unwrap().quotas,
            Quotas {
                reports: 300,
                lookups: 600,
                forms: 60
            }
        );
        assert_eq!(read(LOOKUP_QUOTA, "5").unwrap().quotas.lookups, 5);
        assert!(read(REPORT_QUOTA, "0").is_err() && read(FORM_QUOTA, "many").is_err());
    }

    #[test]
    fn origins_are_named_one_by_one() {
        let edge = read(ORIGINS, "https://www.example.cn, http://localhost:8080").unwrap();
        assert_eq!(
            edge.origins,
            ["https://www.example.cn", "http://localhost:8080"]
        );
        for refused in [
            "*",
            "https://*",
            "www.example.cn",
            "https://example.cn/path",
        ] {
            assert!(read(ORIGINS, refused).is_err(), "{refused}");
        }
    }
}
