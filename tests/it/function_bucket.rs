//! Photos in a bucket, against two programs that are not ours: moto, which keeps them, and Amazon's
//! library for Python, which signs as we do.

use super::{
    moto::{Moto, block_on, pairs},
    resident::{Resident, key, report},
    world::{Office, tool},
};
use jiayuan_function::{
    domain::Receipt,
    network::Network,
    photos::{PhotoName, Refusal, Signer},
    settings::uploads::BucketSettings,
    store::uploads::{Bucket, Upload, Uploads},
};
use serde_json::{Value, json};
use std::process::Command;

#[test]
fn photos_go_straight_to_a_bucket() {
    let moto = Moto::start();
    let office = Office::new();
    let server = format!("http://{}", moto.address);
    let mut environment = moto.environment();
    environment.push(("JIAYUAN_BUCKET".to_owned(), "photos".to_owned()));
    environment.push(("AWS_ENDPOINT_URL_S3".to_owned(), server.clone()));
    let bucket = Resident::at(server.clone());
    assert_eq!(bucket.ask("PUT", "/photos", &[]).status, 200);
    let running = office.listen(&pairs(&environment), &[]);
    let resident = &running.resident;
    let issued = resident.report(&key(), &report()).json();
    let asked = |count: usize| {
        let files = vec![json!({"type": "image/jpeg", "size": 500}); count];
        resident.post_json(
            "/api/photos",
            &json!({
                "receipt": issued["receipt"], "code": issued["code"],
                "phone": "13812345678", "files": files,
            }),
        )
    };
    let grants = asked(2).json();
    assert_eq!(grants[0]["url"], format!("{server}/photos"));
    let mut photo = vec![0xff, 0xd8, 0xff, 0xe0];
    photo.resize(500, 7);
    for grant in grants.as_array().unwrap() {
        let fields: Vec<(&str, &str)> = grant["fields"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
            .collect();
        let put = bucket.post_multipart("/photos", &[], &fields, &[("file", &photo)]);
        assert!(put.status < 300, "{}: {}", put.status, put.body);
    }
    // The listing knows of both, so four places are left.
    assert_eq!(asked(4).status, 200);
    assert_eq!(asked(5).status, 422);

    // The office's side reads what lies there and takes it away.
    let get = |name: &str| {
        let found = environment.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    };
    let settings = BucketSettings::read(get).unwrap().unwrap();
    let uploads = Uploads::bucket(Bucket::new(settings, &Network::new(None)), 1 << 20);
    let receipt = Receipt::read(issued["receipt"].as_str().unwrap()).unwrap();
    block_on(async {
        let names = |found: Vec<Upload>| {
            let names = found.iter().map(|upload| upload.name.to_string());
            names.collect::<Vec<_>>()
        };
        assert_eq!(names(uploads.list(&receipt).await.unwrap()), ["1", "2"]);
        let fetched = uploads.fetch(&receipt, PhotoName::before(2)).await.unwrap();
        assert_eq!(fetched, Some(photo.clone()));
        let after = PhotoName::after(1);
        uploads.put(&receipt, after, photo.clone()).await.unwrap();
        assert_eq!(
            names(uploads.list(&receipt).await.unwrap()),
            ["1", "2", "after-1"]
        );
        assert_eq!(uploads.delete_all(&receipt).await.unwrap(), 3);
        assert_eq!(uploads.list(&receipt).await.unwrap(), []);
        assert_eq!(uploads.fetch(&receipt, after).await.unwrap(), None);
    });
}

/// An independent signer: what Amazon's own library for Python grants, we accept, and nothing else.
#[test]
fn a_policy_that_amazons_library_signed_is_accepted() {
    const SCRIPT: &str = r#"
import json, boto3
from botocore.config import Config
s3 = boto3.client("s3", aws_access_key_id="id", aws_secret_access_key="key", aws_session_token="token",
                  region_name="cn-north-1", config=Config(signature_version="s3v4"))
post = s3.generate_presigned_post(
    "photos", "uploads/7KQ2M-9XJ4T-0WBAE/1", ExpiresIn=600, Fields={"Content-Type": "image/jpeg"},
    Conditions=[{"Content-Type": "image/jpeg"}, ["content-length-range", 64, 1000]])
print(json.dumps(post["fields"]))
"#;
    let python =
        tool("JIAYUAN_MOTO", "moto_server of PyPI's moto[server]").with_file_name("python");
    let done = Command::new(python).args(["-c", SCRIPT]).output().unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let signed: Value = serde_json::from_slice(&done.stdout).unwrap();
    let fields: Vec<(String, String)> = signed
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
        .collect();
    let signer = |key: &str| Signer {
        access_key_id: "id".to_owned(),
        secret_access_key: key.to_owned(),
        session_token: Some("token".to_owned()),
        region: "cn-north-1".to_owned(),
    };
    let now = jiff::Timestamp::now();
    let accepted = signer("key").check("photos", &fields, now).unwrap();
    assert_eq!(accepted.key, "uploads/7KQ2M-9XJ4T-0WBAE/1");
    assert_eq!(accepted.bytes, (64, 1000));
    assert_eq!(
        signer("other").check("photos", &fields, now),
        Err(Refusal::NotSigned)
    );
}
