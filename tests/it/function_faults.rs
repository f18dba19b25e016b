//! A table that stumbles: answers that never come, connections that break before or after the work,
//! throttling. Nothing acknowledged is lost, nothing is filed twice.

use super::{
    moto::{Moto, block_on, pairs},
    resident::{Answer, Resident, key, report},
    world::{Listening, Office},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeSet, VecDeque},
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    time::Duration,
};

/// What becomes of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mishap {
    /// It arrives, and so does its answer.
    None,
    /// It never arrives.
    Lost,
    /// It arrives, its answer does not.
    Unanswered,
    /// Its answer comes after everyone has stopped waiting.
    Late,
    /// The table has too much to do.
    Throttled,
    /// The table fell over.
    Broken,
}

/// Stands between the function and its table.
struct Between {
    address: SocketAddr,
    plan: Arc<Mutex<Plan>>,
}

#[derive(Default)]
struct Plan {
    /// For writes of whole reports, one after the other.
    filings: VecDeque<Mishap>,
    /// For every request of this operation.
    always: Option<(&'static str, Mishap)>,
}

impl Between {
    fn new(table: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let plan = Arc::new(Mutex::new(Plan::default()));
        let shared = plan.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let plan = shared.clone();
                std::thread::spawn(move || {
                    let _ = pass_on(client, table, &plan);
                });
            }
        });
        Self { address, plan }
    }

    fn next(&self, mishaps: &[Mishap]) {
        self.plan.lock().unwrap().filings.extend(mishaps);
    }

    fn always(&self, always: Option<(&'static str, Mishap)>) {
        self.plan.lock().unwrap().always = always;
    }
}

/// One connection, one request: the answer says that it closes.
fn pass_on(mut client: TcpStream, table: SocketAddr, plan: &Mutex<Plan>) -> std::io::Result<()> {
    let request = read(&mut client)?;
    let head = String::from_utf8_lossy(&request).to_lowercase();
    let mishap = {
        let mut plan = plan.lock().unwrap();
        match plan.always {
            Some((operation, mishap)) if head.contains(&operation.to_lowercase()) => mishap,
            _ if head.contains("transactwriteitems") => {
                plan.filings.pop_front().unwrap_or(Mishap::None)
            }
            _ => Mishap::None,
        }
    };
    match mishap {
        Mishap::Lost => return Ok(()),
        Mishap::Throttled => return client.write_all(&refusal(400, "ThrottlingException")),
        Mishap::Broken => return client.write_all(&refusal(500, "InternalServerError")),
        Mishap::None | Mishap::Unanswered | Mishap::Late => {}
    }
    let mut server = TcpStream::connect(table)?;
    let closing = close(&request);
    server.write_all(&closing)?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    match mishap {
        Mishap::Unanswered => Ok(()),
        Mishap::Late => {
            std::thread::sleep(Duration::from_millis(1_800));
            client.write_all(&answer)
        }
        _ => client.write_all(&answer),
    }
}

fn read(client: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut request = Vec::new();
    let mut piece = [0; 8192];
    loop {
        let count = client.read(&mut piece)?;
        request.extend_from_slice(&piece[..count]);
        let Some(end) = request.windows(4).position(|bytes| bytes == b"\r\n\r\n") else {
            if count == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            continue;
        };
        let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
        let length: usize = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length:"))
            .and_then(|length| length.trim().parse().ok())
            .unwrap_or(0);
        if request.len() >= end + 4 + length || count == 0 {
            return Ok(request);
        }
    }
}

/// The same request with `Connection: close`, so that the end of the answer is the end of the stream.
fn close(request: &[u8]) -> Vec<u8> {
    let line = request
        .windows(2)
        .position(|bytes| bytes == b"\r\n")
        .unwrap();
    [&request[..line], b"\r\nConnection: close", &request[line..]].concat()
}

fn refusal(status: u16, code: &str) -> Vec<u8> {
    let body =
        json!({"__type": format!("com.amazonaws.dynamodb.v20120810#{code}"), "message": "no"})
            .to_string();
    format!(
        "HTTP/1.1 {status} No\r\nContent-Type: application/x-amz-json-1.0\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// The function over a table that stumbles.
struct World {
    moto: Moto,
    between: Between,
    running: Listening,
    _office: Office,
}

impl World {
    fn new() -> Self {
        let moto = Moto::start();
        let between = Between::new(moto.address);
        let office = Office::new();
        let table = format!("http://{}", between.address);
        let environment = moto.environment_with(&[("AWS_ENDPOINT_URL_DYNAMODB", &table)]);
        let running = office.listen(&pairs(&environment), &[]);
        Self {
            moto,
            between,
            running,
            _office: office,
        }
    }

    fn resident(&self) -> &Resident {
        &self.running.resident
    }

    /// Receipts in the table, seen past everything that stumbles.
    fn filed(&self) -> Vec<String> {
        let reports = block_on(self.moto.store().reports()).unwrap();
        reports
            .iter()
            .map(|filed| filed.progress.receipt.to_string())
            .collect()
    }
}

fn receipt(answer: &Answer) -> String {
    answer.json()["receipt"].as_str().unwrap().to_owned()
}

#[test]
fn a_filing_whose_answer_is_lost_is_filed_once() {
    let world = World::new();
    for mishaps in [
        &[Mishap::Unanswered][..],
        &[Mishap::Late],
        &[Mishap::Lost],
        &[Mishap::Broken, Mishap::Throttled],
        &[Mishap::Unanswered, Mishap::Lost],
    ] {
        world.between.next(mishaps);
        let before = world.filed().len();
        let key = key();
        let answer = world.resident().report(&key, &report());
        assert_eq!(answer.status, 201, "{mishaps:?} {}", answer.body);
        let filed = world.filed();
        assert_eq!(filed.len(), before + 1, "{mishaps:?}");
        assert!(filed.contains(&receipt(&answer)), "{mishaps:?}");
        let again = world.resident().report(&key, &report());
        assert_eq!(again.body, answer.body, "{mishaps:?}");
        let code = answer.json()["code"].as_str().unwrap().to_owned();
        let found = world.resident().look_up("13812345678", &code).json();
        assert_eq!(found["reports"][0]["receipt"], answer.json()["receipt"]);
    }
}

#[test]
fn a_throttled_table_says_when_to_come_back_and_then_takes_the_report_once() {
    let world = World::new();
    let key = key();
    world
        .between
        .always(Some(("TransactWriteItems", Mishap::Throttled)));
    let refused = world.resident().report(&key, &report());
    assert_eq!(
        (refused.status, refused.headers["retry-after"].as_str()),
        (503, "5"),
        "{}",
        refused.body
    );
    assert_eq!(refused.headers["content-type"], "application/problem+json");
    assert_eq!(world.filed(), [] as [String; 0]);
    // The worst: everything is written and nothing is ever answered.
    world
        .between
        .always(Some(("TransactWriteItems", Mishap::Unanswered)));
    let filed = world.resident().report(&key, &report());
    assert_eq!(filed.status, 201, "its key tells that it was filed");
    world.between.always(None);
    assert_eq!(world.resident().report(&key, &report()).body, filed.body);
    assert_eq!(world.filed(), [receipt(&filed)]);
}

#[test]
fn a_counter_that_cannot_be_written_stops_nobody() {
    let world = World::new();
    for mishap in [Mishap::Throttled, Mishap::Lost, Mishap::Late] {
        world.between.always(Some(("UpdateItem", mishap)));
        let answer = world.resident().report(&key(), &report());
        assert_eq!(answer.status, 201, "{mishap:?} {}", answer.body);
    }
    assert_eq!(world.filed().len(), 3);
}

/// Whoever sends again until there is a receipt has one report, whatever happened on the way.
#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_doubled() {
    let world = World::new();
    let long = std::env::var_os("JIAYUAN_LONG").is_some();
    let all = [
        Mishap::None,
        Mishap::Unanswered,
        Mishap::Throttled,
        Mishap::Lost,
        Mishap::Broken,
        Mishap::Late,
    ];
    let mut state = 20_261_122_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut acknowledged = BTreeSet::new();
    let count = if long { 200 } else { 12 };
    for number in 0..count {
        let mishaps: Vec<_> = (0..next(5)).map(|_| all[next(all.len())]).collect();
        world.between.next(&mishaps);
        let key = key();
        let mut report = report();
        report["text"] = json!(format!("第 {number} 件：门口积水"));
        let receipts: Vec<Value> = (0..6)
            .map(|_| world.resident().report(&key, &report))
            .filter(|answer| {
                assert!(matches!(answer.status, 201 | 503), "{}", answer.body);
                answer.status == 201
            })
            .map(|answer| answer.json()["receipt"].clone())
            .take(2)
            .collect();
        assert_eq!(receipts.len(), 2, "{mishaps:?}");
        assert_eq!(receipts[0], receipts[1], "{mishaps:?}");
        acknowledged.insert(receipts[0].as_str().unwrap().to_owned());
    }
    let filed = world.filed();
    assert_eq!(filed.len(), count);
    assert_eq!(filed.into_iter().collect::<BTreeSet<_>>(), acknowledged);
}
