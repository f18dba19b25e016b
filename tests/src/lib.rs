//! Jiayuan seen from outside: a small site in a folder of its own, and the command line run on it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use jiayuan::cli::{Surroundings, run};
use tempfile::TempDir;

/// The repository's root.
#[must_use]
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ is in the repository")
        .to_owned()
}

/// What a command did.
#[derive(Debug)]
pub struct Outcome {
    /// Exit status.
    pub status: u8,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Outcome {
    /// Demands success.
    #[must_use = "an outcome is checked"]
    pub fn done(self) -> Self {
        assert_eq!(
            self.status, 0,
            "the command failed:\n{}{}",
            self.out, self.err
        );
        self
    }

    /// The JSON object on the last line of standard output.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        let last = self.out.lines().last().expect("there is output");
        serde_json::from_str(last).expect("the last line is JSON")
    }

    /// A number of the JSON object.
    #[must_use]
    pub fn number(&self, key: &str) -> u64 {
        self.json()[key]
            .as_u64()
            .unwrap_or_else(|| panic!("no number {key} in {}", self.out))
    }
}

/// A site in a temporary folder that is the working directory of its commands.
#[derive(Debug)]
pub struct TestSite {
    folder: TempDir,
}

impl TestSite {
    /// A folder with the default theme and nothing else.
    #[must_use]
    pub fn empty() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        copy(&repository().join("themes"), &folder.path().join("themes"));
        Self { folder }
    }

    /// The smallest site that has one of each kind.
    #[must_use]
    pub fn small() -> Self {
        let site = Self::empty();
        for (path, text) in SMALL {
            site.write(path, text);
        }
        site.write_bytes(
            "content/cases/photos/00112233445566778899aabbccddeeff.jpg",
            PHOTO,
        );
        site
    }

    /// The repository's own sample.
    #[must_use]
    pub fn sample() -> Self {
        let site = Self::empty();
        copy(&repository().join("content"), &site.path("content"));
        copy(
            &repository().join("tests/sample/private"),
            &site.path("private"),
        );
        site
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A path below the folder.
    #[must_use]
    pub fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Writes a text file.
    pub fn write(&self, below: &str, text: &str) {
        self.write_bytes(below, text.as_bytes());
    }

    /// Writes a file.
    pub fn write_bytes(&self, below: &str, bytes: &[u8]) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(&path, bytes).expect("a writable file");
    }

    /// Reads a text file.
    #[must_use]
    pub fn read(&self, below: &str) -> String {
        fs::read_to_string(self.path(below)).unwrap_or_else(|error| panic!("{below}: {error}"))
    }

    /// Replaces text in a file; it must occur.
    pub fn replace(&self, below: &str, from: &str, to: &str) {
        let text = self.read(below);
        assert!(text.contains(from), "{below} does not hold {from:?}");
        self.write(below, &text.replace(from, to));
    }

    /// Removes a file.
    pub fn remove(&self, below: &str) {
        fs::remove_file(self.path(below)).unwrap_or_else(|error| panic!("{below}: {error}"));
    }

    /// Runs `jiayuan` with arguments, in this folder, at a fixed time.
    #[must_use]
    pub fn run(&self, args: &[&str]) -> Outcome {
        self.run_with(args, "")
    }

    /// Runs `jiayuan` with arguments and a standard input.
    #[must_use]
    pub fn run_with(&self, args: &[&str], input: &str) -> Outcome {
        let args = std::iter::once("jiayuan")
            .chain(args.iter().copied())
            .map(OsString::from);
        let around = Surroundings {
            cwd: self.root().to_owned(),
            source_date_epoch: Some("1795312800".into()),
            colours: false,
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let status = run(args, &around, &mut input.as_bytes(), &mut out, &mut err);
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        Outcome {
            status,
            out: text(out),
            err: text(err),
        }
    }

    /// Builds with `--json` and further arguments.
    #[must_use]
    pub fn build(&self, args: &[&str]) -> Outcome {
        let all: Vec<&str> = ["build", "--json"]
            .into_iter()
            .chain(args.iter().copied())
            .collect();
        self.run(&all)
    }

    /// Every file below a folder with its bytes.
    #[must_use]
    pub fn files(&self, below: &str) -> BTreeMap<String, Vec<u8>> {
        files(&self.path(below))
    }
}

/// Every file below a folder with its bytes.
#[must_use]
pub fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let below = path.strip_prefix(root).expect("below its root");
                found.insert(
                    below.to_string_lossy().into_owned(),
                    fs::read(&path).expect("a readable file"),
                );
            }
        }
    }
    found
}

/// Demands that two folders hold the same files, naming the first that differs.
pub fn assert_same(
    left: &BTreeMap<String, Vec<u8>>,
    right: &BTreeMap<String, Vec<u8>>,
    when: &str,
) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(left), names(right), "{when}");
    for (path, bytes) in left {
        if *bytes != right[path] {
            let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
            let (one, two) = (text(bytes), text(&right[path]));
            let line = one.lines().zip(two.lines()).find(|(one, two)| one != two);
            panic!("{path} differs {when}: {line:?}");
        }
    }
}

/// Copies a folder; the copies have new modification times.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let entry = entry.expect("a readable folder");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            let bytes = fs::read(entry.path()).expect("a readable file");
            fs::write(target, bytes).expect("a writable file");
        }
    }
}

/// A drawing, 8 by 6 pixels.
const PHOTO: &[u8] = include_bytes!("small_photo.jpg");

const SMALL: [(&str, &str); 10] = [
    ("content/site.toml", include_str!("small/site.toml")),
    (
        "content/categories.toml",
        include_str!("small/categories.toml"),
    ),
    ("content/streets.toml", include_str!("small/streets.toml")),
    ("content/units.toml", include_str!("small/units.toml")),
    ("content/guides/disuo.md", include_str!("small/guide.md")),
    (
        "content/offices/jindingjie.md",
        include_str!("small/office.md"),
    ),
    (
        "content/news/2017/shangxian.md",
        include_str!("small/news.md"),
    ),
    ("content/pages/about.md", include_str!("small/page.md")),
    (
        "content/bulletins/2019.toml",
        include_str!("small/bulletin.toml"),
    ),
    (
        "content/cases/2017-08.jsonl",
        include_str!("small/cases.jsonl"),
    ),
];
