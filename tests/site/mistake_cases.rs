//! Every kind of author's mistake in `tests/mistakes/`, with the message that an editor reads.
//!
//! A file there tells what was done to the small site, and what `check` prints then, word for word. After
//! a change of words, `JIAYUAN_BLESS=1 cargo test` writes the new ones: read them like prose before they
//! are committed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiayuan_tests::{TestSite, repository};

/// The day of every check here, so that the small site's news is fresh.
const TODAY: &str = "2017-07-05";

/// One mistake.
struct Case {
    path: PathBuf,
    /// The file's name without its number and ending.
    name: String,
    steps: Vec<Step>,
    /// Stands alone: with it, nothing else would be looked at.
    is_alone: bool,
    args: Vec<String>,
    /// Everything above what is expected.
    above: String,
    expected: String,
}

/// What is done to the small site.
struct Step {
    verb: String,
    path: String,
    rest: Vec<String>,
    text: String,
}

impl Case {
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).expect("a readable case");
        let (above, expected) = text
            .split_once("=== expect\n")
            .unwrap_or((text.as_str(), ""));
        let stem = path.file_stem().expect("a name").to_string_lossy();
        let mut case = Self {
            name: stem.into_owned(),
            steps: Vec::new(),
            is_alone: false,
            args: Vec::new(),
            above: above.to_owned(),
            expected: expected.to_owned(),
            path,
        };
        for part in above.split("=== ").skip(1) {
            let (head, text) = part.split_once('\n').unwrap_or((part, ""));
            let mut words = head.split_whitespace().map(str::to_owned);
            match words.next().expect("a verb").as_str() {
                "alone" => case.is_alone = true,
                "args" => case.args.extend(words),
                verb => case.steps.push(Step {
                    verb: verb.to_owned(),
                    path: words.next().expect("a path"),
                    rest: words.collect(),
                    text: text.to_owned(),
                }),
            }
        }
        case
    }

    fn apply(&self, site: &TestSite) {
        for step in &self.steps {
            let path = step.path.as_str();
            let old = || site.read(path);
            match step.verb.as_str() {
                "write" => site.write(path, &step.text),
                "append" => site.write(path, &format!("{}{}", old(), step.text)),
                "remove" => site.remove(path),
                "copy" => {
                    let text = site.read(&step.rest[0]);
                    site.write(path, &text);
                }
                "copyfile" => {
                    let bytes = fs::read(site.path(&step.rest[0])).expect("a file");
                    site.write_bytes(path, &bytes);
                }
                // The same file again, with an address of its own.
                "like" => {
                    let text = site.read(&step.rest[0]);
                    let lines = text.split_inclusive('\n');
                    let kept = lines.filter(|line| !line.starts_with("slug: "));
                    site.write(path, &kept.collect::<String>());
                }
                "encode" => site.write_bytes(path, &encoded(&step.rest[0], &step.text)),
                "edit" => {
                    let lines = |mark: &str| {
                        let lines = step.text.lines();
                        let lines = lines.filter_map(|line| line.strip_prefix(mark));
                        lines.map(|line| format!("{line}\n")).collect::<String>()
                    };
                    let (from, to) = (lines("-"), lines("+"));
                    let text = old();
                    assert_eq!(
                        text.matches(&from).count(),
                        1,
                        "{}: {path} holds {from:?}",
                        self.name
                    );
                    site.write(path, &text.replace(&from, &to));
                }
                other => panic!("{}: no verb {other}", self.name),
            }
        }
    }

    /// What `check` says, and its exit status.
    fn run(&self) -> (u8, String) {
        let site = TestSite::small();
        self.apply(&site);
        let mut args = vec!["check"];
        if !self.args.iter().any(|arg| arg == "--now") {
            args.extend(["--now", TODAY]);
        }
        args.extend(self.args.iter().map(String::as_str));
        let outcome = site.run(&args);
        (outcome.status, outcome.err)
    }
}

fn encoded(name: &str, text: &str) -> Vec<u8> {
    match name {
        "gbk" => encoding_rs::GBK.encode(text).0.into_owned(),
        "utf-16" => {
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            [0xff, 0xfe].into_iter().chain(units).collect()
        }
        "damaged" => [text.as_bytes(), &[0xff, b'\n']].concat(),
        other => panic!("no encoding {other}"),
    }
}

fn cases() -> Vec<Case> {
    let folder = repository().join("tests/mistakes");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the folder of mistakes")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    paths.into_iter().map(Case::read).collect()
}

/// The codes in what was printed, `error[unknown-key]` without its brackets.
fn codes(printed: &str) -> BTreeSet<String> {
    let line_code = |line: &str| {
        let (level, rest) = line.split_once('[')?;
        let code = rest.split_once("]:")?.0;
        matches!(level, "error" | "warning" | "note").then(|| code.to_owned())
    };
    printed.lines().filter_map(line_code).collect()
}

/// What is wrong with the message of a case.
fn judge(case: &Case, bless: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    let (status, printed) = case.run();
    let is_fault = printed.lines().any(|line| line.starts_with("error["));
    let told = codes(&printed);
    let is_named = told.iter().any(|code| case.name.starts_with(code));
    if (status == 1) != is_fault || !is_named {
        wrong.push(format!("{}: status {status}\n{printed}", case.name));
    }
    if printed != case.expected {
        if bless {
            fs::write(&case.path, format!("{}=== expect\n{printed}", case.above))
                .expect("a writable case");
        } else {
            let expected = &case.expected;
            wrong.push(format!(
                "{}: expected\n{expected}\nprinted\n{printed}",
                case.name
            ));
        }
    }
    wrong
}

#[test]
fn every_mistake_has_its_message() {
    let bless = std::env::var_os("JIAYUAN_BLESS").is_some();
    let cases = cases();
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let faults = judge(case, bless);
                    wrong.lock().expect("a list").extend(faults);
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().expect("a list");
    wrong.sort();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sixty_kinds_of_mistakes_are_told() {
    let told: BTreeSet<String> = cases()
        .iter()
        .flat_map(|case| codes(&case.expected))
        .collect();
    assert!(told.len() >= 60, "{} kinds: {told:?}", told.len());
}

#[test]
fn one_run_tells_every_mistake_of_a_site_in_which_all_is_wrong() {
    let site = TestSite::small();
    let mut wanted: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for case in cases().iter().filter(|case| !case.is_alone) {
        case.apply(&site);
        for code in codes(&case.expected) {
            wanted.entry(code).or_default().push(case.name.clone());
        }
    }
    let outcome = site.run(&["check", "--now", TODAY]);
    assert_eq!(outcome.status, 1);
    let told = codes(&outcome.err);
    let missing: Vec<_> = wanted
        .iter()
        .filter(|(code, _)| !told.contains(*code))
        .collect();
    assert!(missing.is_empty(), "not told: {missing:?}\n{}", outcome.err);
    assert!(wanted.len() >= 60, "{} kinds in one run", wanted.len());
}

/// Codes that the sources of `check` and of the editors' commands name.
fn codes_of_sources() -> BTreeSet<String> {
    let makers = [
        "Diagnostic::error(",
        "Diagnostic::warning(",
        "Diagnostic::withheld(",
        "Diagnostic::hint(",
        "LineError::new(",
    ];
    let rooms = [
        "assemble",
        "blame.rs",
        "build.rs",
        "check",
        "cli/editors.rs",
        "json_line.rs",
        "load",
        "model",
        "plan",
        "render",
        "scan",
        "search",
        "settings.rs",
        "write",
    ];
    let mut found = BTreeSet::new();
    for (path, bytes) in jiayuan_tests::files(&repository().join("generator/src")) {
        if !rooms.iter().any(|room| path.starts_with(room)) || path.ends_with("tests.rs") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap_or_default();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for maker in makers {
            for (at, _) in code.match_indices(maker) {
                let rest = code[at + maker.len()..].trim_start();
                if let Some(rest) = rest.strip_prefix('"') {
                    found.extend(rest.split('"').next().map(str::to_owned));
                }
            }
        }
    }
    found
}

#[test]
fn the_editors_readme_explains_every_code_and_no_other() {
    let readme = fs::read_to_string(repository().join("content/README.zh-CN.md"));
    let readme = readme.expect("the editors' README");
    let explained: Vec<String> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
        .filter(|(code, _)| code.contains('-') || *code == "placeholder")
        .filter(|(code, _)| {
            code.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
        .map(|(code, _)| code.to_owned())
        .collect();
    assert!(explained.is_sorted(), "in the order of the alphabet");
    let explained: BTreeSet<String> = explained.into_iter().collect();
    let mut known = codes_of_sources();
    for case in cases() {
        known.extend(codes(&case.expected));
    }
    let missing: Vec<_> = known.difference(&explained).collect();
    let stale: Vec<_> = explained.difference(&known).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "{missing:?} {stale:?}"
    );
}
