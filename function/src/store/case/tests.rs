use super::*;
use crate::{
    case_record::{Kind, Satisfaction},
    domain::{Move, Rating, samples},
    store::{Earlier, Filed, Filing, embedded::Engine},
};

const CLOCKS: Clocks = Clocks {
    contact_days: 90,
    case_days: 1095,
};

async fn filed(store: &Store) -> Receipt {
    store.make_table().await.unwrap();
    let progress = samples::filed(Kind::Suggest, [9; 10], Timestamp::now());
    let receipt = progress.receipt.clone();
    let filing = Filing {
        progress,
        envelope: vec![1],
        contact: Some(vec![3]),
        lookup_key: "key".into(),
        code_expires: Timestamp::now().as_second() + 1000,
        idempotency_id: "id".into(),
        earlier: Earlier {
            receipt: receipt.clone(),
            digest: "digest".into(),
            joined: false,
            secret_id: "id".into(),
        },
        idempotency_expires: Timestamp::now().as_second() + 1000,
        solved: None,
    };
    assert_eq!(store.file(&filing).await.unwrap(), Filed::New);
    receipt
}

fn entry(did: &str) -> LogEntry {
    LogEntry {
        at: "2026-11-22T01:02:03Z".parse().unwrap(),
        by: Some("示例坐席".into()),
        did: did.into(),
        sealed: Some(vec![2]),
    }
}

async fn advance(store: &Store, case: &Case, wish: &Move) -> Changed {
    let after = case.progress.moved(wish, wish.at).unwrap();
    let change = Change {
        case,
        after: &after,
        entry: entry("accepted"),
        clocks: CLOCKS,
    };
    store.change(&change).await.unwrap()
}

#[tokio::test]
async fn a_change_shows_in_case_and_look_up_and_only_one_of_two_wins() {
    let directory = tempfile::tempdir().unwrap();
    let store = Engine::open(directory.path()).unwrap().store("reports");
    let receipt = filed(&store).await;
    let case = store.case(&receipt).await.unwrap().unwrap();
    assert_eq!(case.progress.version, 1);
    let wish = Move::by_office(Stage::Accepted, Timestamp::now());
    let Changed::Done(done) = advance(&store, &case, &wish).await else {
        panic!("nobody else was there");
    };
    assert_eq!(done.version, 2);
    assert_eq!(advance(&store, &case, &wish).await, Changed::Outdated);
    let now = store.case(&receipt).await.unwrap().unwrap();
    assert_eq!(now.progress.stage(), Stage::Accepted);
    assert_eq!(now.log, [entry("accepted")]);
    let found = store.look_up("key", Timestamp::now()).await.unwrap();
    assert_eq!(found, [now.progress]);
}

#[tokio::test]
async fn closing_starts_the_clocks_and_reopening_stops_them() {
    let directory = tempfile::tempdir().unwrap();
    let engine = Engine::open(directory.path()).unwrap();
    let store = engine.store("reports");
    let receipt = filed(&store).await;
    let case = store.case(&receipt).await.unwrap().unwrap();
    let closing = Move {
        result: Some("已答复。".into()),
        ..Move::by_office(Stage::Closed, Timestamp::now())
    };
    assert!(matches!(
        advance(&store, &case, &closing).await,
        Changed::Done(_)
    ));
    let expires = |item: Option<Item>| items::seconds(&item.unwrap(), "exp");
    let over = Timestamp::now().as_second() + i64::from(CLOCKS.case_days) * DAY;
    let raw = |store: &Store| {
        let get = store
            .client
            .get_item()
            .table_name("reports")
            .key("pk", items::text(format!("R#{}", receipt.bare())))
            .key("sk", items::text("report"));
        async { get.send().await.unwrap().item }
    };
    assert!((expires(raw(&store).await).unwrap() - over).abs() < 10);
    let closed = store.case(&receipt).await.unwrap().unwrap();
    let rating = Rating {
        at: Timestamp::now(),
        resolved: false,
        satisfied: Satisfaction::No,
        closing: 0,
    };
    let change = Change {
        after: &closed.progress.rated(rating).unwrap(),
        case: &closed,
        entry: entry("rated"),
        clocks: CLOCKS,
    };
    assert!(matches!(
        store.change(&change).await.unwrap(),
        Changed::Done(_)
    ));
    assert_eq!(expires(raw(&store).await), None);
    let again = store.case(&receipt).await.unwrap().unwrap();
    assert_eq!(again.progress.stage(), Stage::Reworked);
    assert!(!again.progress.rating.unwrap().resolved);
}
