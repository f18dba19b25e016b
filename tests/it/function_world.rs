//! An office to try the function in: a data directory, a small site's reply files, and processes.
//! The tests read as what someone does; the wiring is here.

use super::resident::Resident;
use jiayuan_function::local::{self, LocalOptions};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

/// The directories of one office.
pub(crate) struct Office {
    root: TempDir,
}

impl Office {
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let office = Self { root };
        fs::create_dir_all(office.reply()).unwrap();
        fs::write(
            office.reply().join("intake.json"),
            include_str!("function_intake.json"),
        )
        .unwrap();
        fs::write(
            office.reply().join("zh-CN.html"),
            "<title>%%title%%</title><main>%%main%%</main>",
        )
        .unwrap();
        fs::write(
            office.reply().join("report.zh-CN.html"),
            include_str!("function_form.html"),
        )
        .unwrap();
        office
    }

    /// The site's English pages beside its own.
    pub(crate) fn speak_english(&self) {
        let tables = fs::read_to_string(self.reply().join("intake.json")).unwrap();
        let mut tables: Value = serde_json::from_str(&tables).unwrap();
        tables["languages"] = json!(["zh-CN", "en"]);
        tables["labels"] = json!({"en": {
            "金顶街街道": "Jindingjie Subdistrict",
            "私设地锁、阻车桩": "Private parking lock",
            "已提交": "Received",
        }});
        fs::write(self.reply().join("intake.json"), tables.to_string()).unwrap();
        for name in ["", "report."] {
            let page = fs::read_to_string(self.reply().join(format!("{name}zh-CN.html"))).unwrap();
            let page = page.replace("/api/reports", "/api/reports?lang=en");
            fs::write(self.reply().join(format!("{name}en.html")), page).unwrap();
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub(crate) fn reply(&self) -> PathBuf {
        self.path("public/reply")
    }

    /// What `serve` does at its start.
    pub(crate) async fn open(&self) -> local::Local {
        let options = LocalOptions {
            data: self.path("data/function"),
            private: self.path("private"),
            reply: self.reply(),
        };
        local::open(options).await.unwrap()
    }

    /// The function in this process, on a free port, for as long as the process lives.
    pub(crate) fn serve(&self) -> Resident {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let local = runtime.block_on(self.open());
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let app = axum::Router::new()
                .merge(local.router)
                .fallback(|| async { "the site" });
            runtime.block_on(async { axum::serve(listener, app).await })
        });
        Resident::at(format!("http://{address}"))
    }

    /// Makes table and keys and leaves.
    pub(crate) fn set_up(&self) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(self.open());
    }

    /// The binary, with this office's data, as another process.
    pub(crate) fn listen(&self, environment: &[(&str, &str)], arguments: &[&str]) -> Listening {
        let mut child = Command::new(function_binary())
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .env("JIAYUAN_REPLY", self.reply())
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("said {line:?}"));
        Listening {
            resident: Resident::at(address.to_owned()),
            child,
        }
    }

    /// Runs `jiayuan-function export` and reads the records of all months.
    pub(crate) fn export(&self) -> Vec<Value> {
        let (done, said) = self.try_export();
        assert!(done, "{said}");
        records(&self.path("private"))
    }

    /// Runs it: whether that worked, and what it said of it.
    pub(crate) fn try_export(&self) -> (bool, String) {
        let out = self.path("private");
        let done = Command::new(function_binary())
            .args(["export", "--out"])
            .arg(&out)
            .arg("--data")
            .arg(self.path("data"))
            .arg("--identity")
            .arg(self.path("private/keys/office.age"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        (done.status.success(), said)
    }
}

/// Records of all months of a private side.
pub(crate) fn records(private: &Path) -> Vec<Value> {
    let mut files: Vec<_> = fs::read_dir(private.join("records"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|file| {
            fs::read_to_string(file)
                .unwrap()
                .lines()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .map(|line| serde_json::from_str(&line).unwrap())
        .collect()
}

/// A process that is killed at the end.
pub(crate) struct Listening {
    pub(crate) resident: Resident,
    child: Child,
}

impl Listening {
    /// SIGKILL: no chance to write anything more.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, and how it ended.
    pub(crate) fn stop(mut self) -> bool {
        let told = Command::new("kill")
            .arg(self.child.id().to_string())
            .status()
            .unwrap();
        told.success() && self.child.wait().unwrap().success()
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program that answers nobody's request but must run meanwhile.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `jiayuan-function`: from the environment, or where cargo builds it beside these tests.
pub(crate) fn function_binary() -> PathBuf {
    if let Some(path) = std::env::var_os("JIAYUAN_FUNCTION") {
        return path.into();
    }
    let tests = std::env::current_exe().unwrap();
    let beside = tests
        .parent()
        .and_then(Path::parent)
        .unwrap()
        .join("jiayuan-function");
    assert!(
        beside.is_file(),
        "there is no {}: run `cargo build -p jiayuan-function` first, or name the binary in JIAYUAN_FUNCTION",
        beside.display()
    );
    beside
}

/// A tool that the tests need, named in the environment.
pub(crate) fn tool(variable: &str, what: &str) -> PathBuf {
    let path: PathBuf = std::env::var_os(variable)
        .unwrap_or_else(|| {
            panic!("{variable} is not set: it names {what}; tests/run installs it and sets it")
        })
        .into();
    assert!(
        path.is_file(),
        "{variable} names {}, which is not there",
        path.display()
    );
    path
}
