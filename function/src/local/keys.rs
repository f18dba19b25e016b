//! The keys of one machine, as files. Only `serve` makes them, once; a key that is gone while there
//! are reports is asked back for, never replaced.

use super::{LocalError, LocalOptions};
use crate::{
    domain::time,
    keyring::{Keys, KeysError},
    seal::{Identity, Recipient, Secret},
    settings,
};
use jiff::Timestamp;
use std::{collections::HashMap, fs, io, io::Write as _, path::Path};

/// The office's private key within the private side.
const IDENTITY_FILE: &str = "keys/office.age";
/// Variables within the function's data directory.
pub(super) const SECRETS_FILE: &str = "secrets.env";
/// The public key beside it.
pub(super) const RECIPIENT_FILE: &str = "recipient.txt";

/// The public key: as kept, else from the private key, else from a new one.
pub(super) fn recipient(
    options: &LocalOptions,
    had_table: bool,
    notices: &mut Vec<String>,
) -> Result<Recipient, LocalError> {
    let path = options.data.join(RECIPIENT_FILE);
    if path.exists() {
        return Recipient::read(&read(&path)?).map_err(|error| LocalError::Key { path, error });
    }
    let office = options.private.join(IDENTITY_FILE);
    let identity = if office.exists() {
        Identity::read(&read(&office)?).map_err(|error| LocalError::Key {
            path: office.clone(),
            error,
        })?
    } else if had_table {
        return Err(LocalError::KeyGone(office));
    } else {
        let identity = Identity::generate();
        if let Some(directory) = office.parent() {
            make_directory(directory)?;
        }
        write_private(
            &office,
            &identity.file_text(&time::rfc3339(Timestamp::now())),
        )?;
        notices.push(format!(
            "Made the office's private key: {} (it alone opens what residents write: back it up offline, never commit it)",
            office.display()
        ));
        identity
    };
    let recipient = identity.recipient();
    write_private(&path, &format!("{recipient}\n"))?;
    notices.push(format!("Wrote its public key: {}", path.display()));
    Ok(recipient)
}

/// The secrets: as kept, else a new one.
pub(super) fn secrets(
    data: &Path,
    had_table: bool,
    notices: &mut Vec<String>,
) -> Result<Keys, LocalError> {
    let path = data.join(SECRETS_FILE);
    if path.exists() {
        let kept = variables(&read(&path)?);
        return Keys::read(|name| kept.get(name).cloned())
            .and_then(|keys| keys.ok_or(KeysError::None))
            .map_err(|error| LocalError::Secrets { path, error });
    }
    if had_table {
        return Err(LocalError::KeyGone(path));
    }
    let secret = Secret::generate().map_err(|error| LocalError::Key {
        path: path.clone(),
        error,
    })?;
    let text = format!(
        "# Codes and look-ups derive from this secret: without it, nobody's code opens anything.\n{}={}\n",
        settings::SECRET,
        secret.file_text()
    );
    write_private(&path, &text)?;
    notices.push(format!(
        "Made the secret of the query codes: {}",
        path.display()
    ));
    Ok(Keys::one(secret))
}

/// `NAME=value` lines.
pub(super) fn variables(text: &str) -> HashMap<String, String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

pub(super) fn read(path: &Path) -> Result<String, LocalError> {
    fs::read_to_string(path).map_err(|error| LocalError::File {
        path: path.to_owned(),
        error,
    })
}

pub(super) fn make_directory(path: &Path) -> Result<(), LocalError> {
    fs::create_dir_all(path).map_err(|error| LocalError::File {
        path: path.to_owned(),
        error,
    })
}

/// A new file that only its owner reads. It is whole under its name or not there at all, even if
/// the process is killed while writing; an existing one is never replaced.
fn write_private(path: &Path, text: &str) -> Result<(), LocalError> {
    let written = || -> io::Result<()> {
        let half = path.with_extension("new");
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&half)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::hard_link(&half, path)?;
        fs::remove_file(&half)?;
        match path.parent() {
            Some(directory) => fs::File::open(directory)?.sync_all(),
            None => Ok(()),
        }
    };
    written().map_err(|error| LocalError::File {
        path: path.to_owned(),
        error,
    })
}
