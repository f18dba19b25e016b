//! Links to other sites, asked one by one when somebody wants to know.
//!
//! The only place of the check that touches the network. Each address is asked once, for its head
//! first and for the page if the host will not answer that; few at a time, none for long. What a
//! host's trouble of this minute may explain is a hint, what is gone is a warning.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ureq::Agent;

use super::page::PageFacts;
use super::where_written::Writings;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::Subject;

/// Hosts asked at the same time.
const AT_ONCE: usize = 8;

/// How long an answer may take, all in all.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(8);

/// What became of a question.
enum Answer {
    Fine(u16),
    Gone(u16),
    Refused(u16),
    Silent(String),
}

/// Asks every address elsewhere that a reader can follow.
pub(super) fn check(
    pages: &[PageFacts],
    writings: &Writings<'_>,
    out: &mut dyn Write,
    found: &mut Diagnostics,
) {
    let mut urls: BTreeMap<&str, (&str, Subject)> = BTreeMap::new();
    for page in pages {
        for link in &page.links {
            let is_web = link.url.starts_with("https://") || link.url.starts_with("http://");
            if link.is_followed && is_web {
                let url = link.url.split('#').next().unwrap_or_default();
                urls.entry(url).or_insert((&page.path, page.subject));
            }
        }
    }
    let urls: Vec<(&str, (&str, Subject))> = urls.into_iter().collect();
    let answers = ask_all(&urls.iter().map(|(url, _)| *url).collect::<Vec<_>>(), out);
    for ((url, (path, subject)), answer) in urls.into_iter().zip(answers) {
        let finding = match answer {
            Answer::Fine(_) => continue,
            Answer::Gone(status) => Diagnostic::warning(
                "dead-external-link",
                format!("外部链接 {url} 已经打不开（{status}）。"),
            )
            .help("在浏览器里打开看一看；换成新的网址，或者去掉这个链接。"),
            Answer::Refused(status) => Diagnostic::hint(
                "unclear-external-link",
                format!("外部链接 {url} 不让程序访问（{status}）。"),
            )
            .help("在浏览器里打开看一看；能打开就不用改。"),
            Answer::Silent(why) => Diagnostic::warning(
                "silent-external-link",
                format!("外部链接 {url} 没有回应：{why}。"),
            )
            .help("在浏览器里打开看一看；过一会儿再查，一直打不开就换掉。"),
        };
        for place in writings.places(path, subject, url) {
            found.push(finding.clone().at(place));
        }
    }
}

fn ask_all(urls: &[&str], out: &mut dyn Write) -> Vec<Answer> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .timeout_connect(Some(CONNECT))
        .http_status_as_error(false)
        .user_agent(concat!("jiayuan-check/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let next = AtomicUsize::new(0);
    let answers: Vec<Mutex<Option<Answer>>> = urls.iter().map(|_| Mutex::new(None)).collect();
    let (told, heard) = std::sync::mpsc::channel::<String>();
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(urls.len()) {
            let (agent, next, answers, told) = (&agent, &next, &answers, told.clone());
            scope.spawn(move || {
                while let Some(url) = urls.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let answer = ask(agent, url);
                    let line = match &answer {
                        Answer::Fine(status) | Answer::Gone(status) | Answer::Refused(status) => {
                            format!("{status} {url}")
                        }
                        Answer::Silent(why) => format!("--- {url} {why}"),
                    };
                    let at = urls.iter().position(|known| known == url);
                    let slot = &answers[at.expect("the address was asked")];
                    *slot.lock().expect("nobody panics with an answer in hand") = Some(answer);
                    // Whoever listened may have gone.
                    let _ = told.send(line);
                }
            });
        }
        drop(told);
        for line in heard {
            let _ = writeln!(out, "{line}");
        }
    });
    answers
        .into_iter()
        .map(|slot| slot.into_inner().ok().flatten())
        .map(|answer| answer.unwrap_or_else(|| Answer::Silent("没有问到".to_owned())))
        .collect()
}

fn ask(agent: &Agent, url: &str) -> Answer {
    let head = agent
        .head(url)
        .call()
        .map(|response| response.status().as_u16());
    // Many hosts answer a browser and nobody else, and some do not know HEAD.
    let status = match head {
        Ok(status @ 200..=399) => return Answer::Fine(status),
        _ => agent
            .get(url)
            .call()
            .map(|response| response.status().as_u16()),
    };
    match status {
        Ok(status @ 200..=399) => Answer::Fine(status),
        Ok(status @ (404 | 410)) => Answer::Gone(status),
        Ok(status) => Answer::Refused(status),
        Err(error) => Answer::Silent(reason(&error)),
    }
}

fn reason(error: &ureq::Error) -> String {
    match error {
        ureq::Error::HostNotFound => "找不到这个主机".to_owned(),
        ureq::Error::Timeout(_) => format!("{} 秒内没有回答", PATIENCE.as_secs()),
        ureq::Error::ConnectionFailed => "连不上".to_owned(),
        ureq::Error::TooManyRedirects => "转来转去没有尽头".to_owned(),
        ureq::Error::BadUri(_) => "网址写得不对".to_owned(),
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            "对方拒绝连接".to_owned()
        }
        ureq::Error::Io(_) => "连接断了".to_owned(),
        _ => "证书或协议有问题".to_owned(),
    }
}
