//! Gives the program a fingerprint of its own sources: what it makes depends on them too.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found)
        } else {
            found.push(path)
        }
    }
}

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut paths = vec![root.join("../Cargo.lock")];
    files(&root.join("src"), &mut paths);
    files(&root.join("../function/src"), &mut paths);
    paths.sort();
    let mut hasher = DefaultHasher::new();
    for path in &paths {
        fs::read(path).unwrap_or_default().hash(&mut hasher);
    }
    println!("cargo:rustc-env=JIAYUAN_SOURCES={:016x}", hasher.finish());
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=../function/src");
    println!("cargo:rerun-if-changed=../Cargo.lock");
}
