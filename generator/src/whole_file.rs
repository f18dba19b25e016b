//! Files replaced whole: whoever reads one sees the old bytes or the new ones, never a part.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Whether the bytes have to be on the disk when the call returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// They can be made again: a power cut may lose them.
    CanBeMadeAgain,
    /// They cannot.
    OnDisk,
}

/// Replaces a file, or makes it. The path is in the error.
///
/// # Errors
/// When the folder cannot be written.
pub fn replace(path: &Path, bytes: &[u8], durability: Durability) -> io::Result<()> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let part = path.with_file_name(format!(".{name}.{}.{number}.part", std::process::id()));
    let write = || {
        let mut file = File::create(&part)?;
        file.write_all(bytes)?;
        if durability == Durability::OnDisk {
            file.sync_data()?;
        }
        fs::rename(&part, path)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&part);
        io::Error::new(error.kind(), format!("{}: {error}", path.display()))
    })
}
