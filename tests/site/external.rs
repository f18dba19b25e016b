//! Links to other sites, asked when somebody wants to know.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::Mutex;
use std::thread;

use jiayuan_tests::TestSite;

/// A host on this machine that answers by the path and notes what it was asked.
fn host() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
            let mut first = String::new();
            if reader.read_line(&mut first).is_err() {
                continue;
            }
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|n| n > 2) {
                line.clear();
            }
            let words: Vec<&str> = first.split_whitespace().collect();
            let [method, path, ..] = words.as_slice() else {
                continue;
            };
            noted
                .lock()
                .expect("a list")
                .push(format!("{method} {path}"));
            let status = match (*method, *path) {
                (_, "/fine") => "200 OK",
                ("HEAD", "/no-head") => "405 Method Not Allowed",
                (_, "/no-head") => "200 OK",
                (_, "/closed") => "403 Forbidden",
                _ => "404 Not Found",
            };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        }
    });
    (address, asked)
}

#[test]
fn addresses_elsewhere_are_asked_once_and_only_on_request() {
    let (host, asked) = host();
    let site = TestSite::small();
    let news = "content/news/2017/shangxian.md";
    let links = format!(
        "\n[好]({host}/fine) [又好]({host}/fine) [挑剔]({host}/no-head) [关门]({host}/closed) [没了]({host}/gone)"
    );
    site.replace(news, "\n上线了。", &links);
    let quiet = site.run(&["check", "--now", "2017-07-05"]).done();
    assert_eq!(quiet.err, "");
    assert!(asked.lock().expect("a list").is_empty());
    let outcome = site
        .run(&["check", "--now", "2017-07-05", "--external-links"])
        .done();
    for line in [
        format!("200 {host}/fine"),
        format!("200 {host}/no-head"),
        format!("403 {host}/closed"),
        format!("404 {host}/gone"),
    ] {
        assert!(outcome.out.contains(&line), "no {line} in {}", outcome.out);
    }
    assert!(
        outcome.err.contains("warning[dead-external-link]"),
        "{}",
        outcome.err
    );
    assert!(
        outcome.err.contains("note[unclear-external-link]"),
        "{}",
        outcome.err
    );
    assert!(
        outcome.err.contains("content/news/2017/shangxian.md:10:"),
        "{}",
        outcome.err
    );
    let asked = asked.lock().expect("a list");
    let fine = asked.iter().filter(|line| line.ends_with("/fine"));
    assert_eq!(fine.count(), 1, "{asked:?}");
    assert!(asked.contains(&"HEAD /gone".to_owned()) && asked.contains(&"GET /gone".to_owned()));
}

#[test]
fn a_host_that_is_not_there_is_a_warning() {
    let site = TestSite::small();
    let news = "content/news/2017/shangxian.md";
    // A port that nobody listens on.
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = free.local_addr().expect("an address");
    drop(free);
    site.replace(news, "\n上线了。", &format!("\n[没人](http://{address}/)"));
    let outcome = site
        .run(&["check", "--now", "2017-07-05", "--external-links"])
        .done();
    assert!(
        outcome.err.contains("warning[silent-external-link]"),
        "{}",
        outcome.err
    );
}
