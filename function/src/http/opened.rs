//! What phone and code open. Whoever asks for it, none, malformed, wrong and expired take the same
//! queries and give the same nothing.

use super::{App, problem::Problem};
use crate::domain::Progress;

impl App {
    /// The reports under this phone and code, newest first: one query under each secret.
    pub(super) async fn opened(&self, phone: &str, code: &str) -> Result<Vec<Progress>, Problem> {
        let keys = self.keys().await?;
        let mut all = Vec::new();
        for key in keys.lookup_keys(phone, code) {
            let found = self.store.look_up(&key, self.now()).await;
            all.extend(found.map_err(|error| Problem::store(&error))?);
        }
        all.sort_by_key(|progress| std::cmp::Reverse(progress.filed_at));
        Ok(all)
    }
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;
    use crate::{
        domain::{Code, Phone, RawReport, Receipt},
        http::ReplyFiles,
        intake_tables::IntakeTables,
        keyring::{Keyring, Keys},
        seal::Identity,
        settings::Edge,
        store::{Clocks, Earlier, Filing, Uploads, embedded::Engine},
    };
    use jiff::Timestamp;
    use std::sync::atomic::Ordering;

    const PHONE: &str = "13812345678";

    fn filing(lookup_key: String, code_expires: i64, number: u8) -> Filing {
        let tables: IntakeTables =
            serde_json::from_str(include_str!("../../testdata/intake.json")).unwrap();
        let report = RawReport {
            kind: "suggest".into(),
            text: "多种几棵树".into(),
            consent: true,
            ..RawReport::default()
        };
        let report = report.check(&tables).ok().unwrap();
        let receipt = Receipt::from_random([number; 10]);
        Filing {
            progress: Progress::filed(receipt.clone(), &report, Timestamp::now()),
            envelope: vec![1],
            contact: None,
            lookup_key,
            code_expires,
            idempotency_id: format!("id {number}"),
            earlier: Earlier {
                receipt,
                digest: "digest".into(),
                joined: false,
                secret_id: "id".into(),
            },
            idempotency_expires: Timestamp::now().as_second() + 1000,
            solved: None,
        }
    }

    #[tokio::test]
    async fn none_malformed_wrong_and_expired_take_the_same_queries() {
        let directory = tempfile::tempdir().unwrap();
        let engine = Engine::open(directory.path()).unwrap();
        let (store, asked) = engine.counted_store("reports");
        store.make_table().await.unwrap();
        let keys = Keys::read_text(&"0f".repeat(32)).unwrap();
        let (good, old) = (Code::from_bits(1), Code::from_bits(2));
        let phone = Phone::read(PHONE).ok();
        let now = Timestamp::now().as_second();
        for (number, code, expires) in [(1, &good, now + 1000), (2, &old, now - 1)] {
            let key = keys.current.lookup_key(phone.as_ref(), code);
            store.file(&filing(key, expires, number)).await.unwrap();
        }
        let app = App {
            store,
            uploads: Uploads::nowhere(),
            keyring: Keyring::fixed(keys),
            recipient: Identity::generate().recipient(),
            reply: ReplyFiles::new(directory.path()),
            code_days: 400,
            clocks: Clocks {
                contact_days: 90,
                case_days: 1095,
            },
            edge: Edge::default(),
            clock: Timestamp::now,
        };
        let mut work = Vec::new();
        for (phone, code, reports) in [
            (PHONE, good.to_string(), 1),
            (PHONE, old.to_string(), 0),
            (PHONE, "0000-0000-0000".to_owned(), 0),
            ("13912345678", good.to_string(), 0),
            ("", good.to_string(), 0),
            ("no phone", good.to_string(), 0),
            (PHONE, "?".to_owned(), 0),
            ("", String::new(), 0),
        ] {
            let before = asked.load(Ordering::Relaxed);
            let opened = app.opened(phone, &code).await.ok().unwrap();
            assert_eq!(opened.len(), reports, "{phone} {code}");
            work.push(asked.load(Ordering::Relaxed) - before);
        }
        assert_eq!(work, [1; 8]);
    }
}
