use super::*;
use crate::{case_record::Kind, domain::samples, store::embedded::Engine};
use jiff::Timestamp;

fn now() -> Timestamp {
    Timestamp::now()
}

/// A filing of its own but for what `change` makes the same.
fn filing(number: u8, change: impl FnOnce(&mut Filing)) -> Filing {
    let progress = samples::filed(Kind::Suggest, [number; 10], now());
    let receipt = progress.receipt.clone();
    let mut filing = Filing {
        progress,
        envelope: vec![number],
        contact: None,
        lookup_key: format!("key {number}"),
        code_expires: now().as_second() + 1000,
        idempotency_id: format!("id {number}"),
        earlier: Earlier {
            receipt,
            digest: format!("digest {number}"),
            joined: false,
            secret_id: "secret".into(),
        },
        idempotency_expires: now().as_second() + 1000,
        solved: Some(Solved {
            id: format!("challenge {number}"),
            expires: now().as_second() + 1000,
        }),
    };
    change(&mut filing);
    filing
}

async fn store(directory: &std::path::Path) -> (Engine, Store) {
    let engine = Engine::open(directory).unwrap();
    let store = engine.store("reports");
    assert!(store.make_table().await.unwrap());
    assert!(!store.make_table().await.unwrap());
    (engine, store)
}

#[tokio::test]
async fn a_spent_challenge_leaves_nothing_behind() {
    let directory = tempfile::tempdir().unwrap();
    let (_engine, store) = store(directory.path()).await;
    assert_eq!(store.file(&filing(1, |_| {})).await.unwrap(), Filed::New);
    let second = filing(2, |second| second.solved = filing(1, |_| {}).solved);
    assert_eq!(store.file(&second).await.unwrap(), Filed::ChallengeSpent);
    assert_eq!(store.look_up("key 2", now()).await.unwrap(), []);
    assert_eq!(store.earlier("id 2").await.unwrap(), None);
    assert_eq!(store.reports().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_known_key_gives_what_was_answered_and_spends_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let (_engine, store) = store(directory.path()).await;
    let first = filing(1, |_| {});
    assert_eq!(store.file(&first).await.unwrap(), Filed::New);
    let retry = filing(2, |retry| retry.idempotency_id = "id 1".into());
    assert_eq!(
        store.file(&retry).await.unwrap(),
        Filed::Before(first.earlier)
    );
    assert_eq!(
        store.file(&filing(2, |_| {})).await.unwrap(),
        Filed::New,
        "challenge 2 is not spent"
    );
}

#[tokio::test]
async fn an_expired_code_opens_nothing_even_before_it_is_swept() {
    let directory = tempfile::tempdir().unwrap();
    let (engine, store) = store(directory.path()).await;
    let old = filing(1, |old| old.code_expires = now().as_second() - 1);
    assert_eq!(store.file(&old).await.unwrap(), Filed::New);
    assert_eq!(store.look_up("key 1", now()).await.unwrap(), []);
    let swept = tokio::task::spawn_blocking(move || engine.sweep())
        .await
        .unwrap();
    assert_eq!(swept, Ok(1));
    assert_eq!(
        store.reports().await.unwrap().len(),
        1,
        "the report itself stays"
    );
}
