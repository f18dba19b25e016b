//! Where photos go.

use super::{
    AWS_ACCESS_KEY_ID, AWS_REGION, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, SettingError,
    optional, required, wrong,
};
use crate::photos::{DEFAULT_MOST_BYTES, Signer};

/// Name of the private bucket of photos. Without one, a deployment in the cloud takes none.
pub const BUCKET: &str = "JIAYUAN_BUCKET";
/// Most bytes of one photo; 10 MB if unset.
pub const PHOTO_BYTES: &str = "JIAYUAN_PHOTO_BYTES";
/// Address of a compatible server instead of S3; the bucket's name follows it as a path.
pub const S3_ENDPOINT: &str = "AWS_ENDPOINT_URL_S3";

/// A bucket and how to get in.
pub struct BucketSettings {
    /// From [`BUCKET`].
    pub bucket: String,
    /// Where it answers, without a slash at the end.
    pub url: String,
    /// The table's region and credentials.
    pub signer: Signer,
}

impl BucketSettings {
    /// Reads the variables through `get`; `None` without a bucket.
    ///
    /// # Errors
    /// When one that is needed is missing.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, SettingError> {
        let Some(bucket) = optional(&get, BUCKET) else {
            return Ok(None);
        };
        let credentials = "is not set; the bucket of photos needs credentials";
        let region = required(
            &get,
            AWS_REGION,
            "is not set; name the region of the bucket",
        )?;
        let url = match optional(&get, S3_ENDPOINT) {
            Some(endpoint) => format!("{}/{bucket}", endpoint.trim_end_matches('/')),
            None if region.starts_with("cn-") => {
                format!("https://{bucket}.s3.{region}.amazonaws.com.cn")
            }
            None => format!("https://{bucket}.s3.{region}.amazonaws.com"),
        };
        Ok(Some(Self {
            bucket,
            url,
            signer: Signer {
                access_key_id: required(&get, AWS_ACCESS_KEY_ID, credentials)?,
                secret_access_key: required(&get, AWS_SECRET_ACCESS_KEY, credentials)?,
                session_token: optional(&get, AWS_SESSION_TOKEN),
                region,
            },
        }))
    }
}

/// Most bytes of one photo.
///
/// # Errors
/// When it is no number of bytes that makes sense.
pub fn photo_bytes(get: &impl Fn(&str) -> Option<String>) -> Result<u64, SettingError> {
    let Some(bytes) = optional(get, PHOTO_BYTES) else {
        return Ok(DEFAULT_MOST_BYTES);
    };
    match bytes.parse() {
        Ok(bytes @ 100_000..=100_000_000) => Ok(bytes),
        _ => Err(wrong(
            PHOTO_BYTES,
            "must be a number of bytes from 100000 to 100000000",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &'static [(&str, &str)]) -> Result<Option<BucketSettings>, SettingError> {
        BucketSettings::read(|name| {
            let found = pairs.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_bucket_answers_where_its_region_does() {
        const KEYS: [(&str, &str); 3] = [
            ("JIAYUAN_BUCKET", "photos"),
            ("AWS_ACCESS_KEY_ID", "id"),
            ("AWS_SECRET_ACCESS_KEY", "key"),
        ];
        const NORTH: &[(&str, &str)] = &[KEYS[0], KEYS[1], KEYS[2], ("AWS_REGION", "cn-north-1")];
        const OWN: &[(&str, &str)] = &[
            KEYS[0],
            KEYS[1],
            KEYS[2],
            ("AWS_REGION", "x"),
            ("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9000/"),
        ];
        assert_eq!(
            read(NORTH).ok().flatten().unwrap().url,
            "https://photos.s3.cn-north-1.amazonaws.com.cn"
        );
        assert_eq!(
            read(OWN).ok().flatten().unwrap().url,
            "http://127.0.0.1:9000/photos"
        );
        assert!(read(&[]).ok().unwrap().is_none());
        assert!(read(&[("JIAYUAN_BUCKET", "photos")]).is_err());
    }
}
