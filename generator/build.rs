//! Gives the program a fingerprint of its own sources: what it makes depends on them too. Lists the
//! default theme's files, which `jiayuan init` writes.

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

/// Writes a list of the theme's files with their bytes, but for what only people read.
fn theme(root: &Path) {
    let folder = root.join("../themes/default");
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    paths.sort();
    let mut list =
        String::from("/// The default theme, by path.\nconst THEME: &[(&str, &[u8])] = &[\n");
    for path in paths {
        let below = path.strip_prefix(&folder).expect("below the theme");
        let below = below.to_string_lossy().replace('\\', "/");
        if !below.ends_with(".md") && !below.ends_with("preview.jpg") {
            let path = path.canonicalize().expect("a file of the theme");
            list.push_str(&format!("({below:?}, include_bytes!({path:?})),\n"));
        }
    }
    list.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("theme.rs");
    if fs::read_to_string(&out).is_ok_and(|old| old == list) {
        return;
    }
    fs::write(out, list).expect("cargo's folder can be written");
}

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    theme(&root);
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
    println!("cargo:rerun-if-changed=../themes/default");
}
