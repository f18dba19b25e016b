//! The function on one machine: table, keys and settings as durable files. `serve` opens them and
//! makes what is missing; `--listen --data` and `export --data` use what is there and make nothing.

mod keys;

use crate::{
    doors::listen,
    http::{self, App, ReplyFiles},
    keyring::{Keyring, KeysError},
    log,
    seal::{self, KeyError, Recipient},
    settings::{self, Edge, SettingError, Settings},
    store::{
        Store, StoreError, Uploads,
        embedded::{Engine, EngineError},
        uploads::Folder,
    },
};
use axum::Router;
use jiff::Timestamp;
use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

/// How often expired items are deleted.
const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);
/// A photo without a report, or half of one, goes when it is as old as this.
const ORPHAN_AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// How often a build is looked for.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Where `serve` keeps things.
pub struct LocalOptions {
    /// The function's own directory, `DATA/function`: table, `secrets.env`, `recipient.txt`.
    pub data: PathBuf,
    /// The private side, where `keys/office.age` is made once.
    pub private: PathBuf,
    /// `reply/` of the built site. It may not be there yet: it is read when a form comes in, and
    /// again whenever its files change. Until then forms are answered with 503.
    pub reply: PathBuf,
}

/// The function, ready to be mounted.
pub struct Local {
    /// Answers everything under `/api/`. Its paths are whole and it has no fallback of its own, so
    /// that it is merged: `Router::new().merge(local.router).fallback_service(files)`.
    pub router: Router,
    /// What was made on this start, one sentence each, for the terminal. Empty on later starts.
    pub notices: Vec<String>,
}

/// Why the function cannot work with these files.
#[derive(Debug, thiserror::Error)]
pub enum LocalError {
    /// A file or directory.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A key that is not what it should be.
    #[error("{}: {error}", path.display())]
    Key {
        /// The file it stands in.
        path: PathBuf,
        /// Why.
        error: KeyError,
    },
    /// A file of secrets that holds none, or wrong ones.
    #[error("{}: {error}", path.display())]
    Secrets {
        /// The file.
        path: PathBuf,
        /// Why.
        error: KeysError,
    },
    /// A key is gone while reports that need it are there.
    #[error("{}: is missing, but there are reports that need it; put it back from a backup (a new one would open none of them)", .0.display())]
    KeyGone(PathBuf),
    /// Nothing was set up here.
    #[error("{}: there is no table here; start `jiayuan serve` with this data directory once, it makes table and keys", .0.display())]
    NotSetUp(PathBuf),
    /// A setting.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// The engine.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The table.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Opens the function for `serve`: on the first start it makes the table, `secrets.env`,
/// `recipient.txt` and, unless there is one, the office's private key (readable by its owner
/// alone), and says so. Later starts find them and make nothing.
///
/// Call it within a Tokio runtime with time enabled: the router answers there, and expired items
/// are swept by a task that ends with the runtime. A report is on the disk before its receipt is
/// answered; the process may be killed at any moment.
pub async fn open(options: LocalOptions) -> Result<Local, LocalError> {
    let mut notices = Vec::new();
    let had_table = Engine::is_there(&options.data);
    keys::make_directory(&options.data)?;
    let recipient = keys::recipient(&options, had_table, &mut notices)?;
    let secrets = keys::secrets(&options.data, had_table, &mut notices)?;
    let engine = Engine::open(&options.data)?;
    let environment = |name: &str| std::env::var(name).ok();
    let store = engine.store(settings::DEFAULT_TABLE);
    if store.make_table().await? {
        notices.push(format!(
            "Made the table of reports: {}",
            options.data.display()
        ));
    }
    tokio::spawn(sweep(engine));
    let uploads = uploads(&options.data)?;
    tokio::spawn(sweep_uploads(uploads.clone(), store.clone()));
    if let Some(public) = options.reply.parent() {
        tokio::spawn(mark_pages(store.clone(), public.to_owned()));
    }
    let router = listen::with_peers(http::router(App {
        store,
        uploads,
        keyring: Keyring::fixed(secrets),
        recipient,
        reply: ReplyFiles::new(options.reply),
        code_days: settings::code_days(&environment)?,
        clocks: settings::clocks::clocks(&environment)?,
        edge: Edge::read(environment)?,
        clock: Timestamp::now,
    }));
    Ok(Local { router, notices })
}

/// The photos of this machine, in `data` (`DATA/function`). Their grants point to the route of this
/// process that takes them, and hold until it ends: whoever comes later asks again.
pub fn uploads(data: &Path) -> Result<Uploads, LocalError> {
    let most_bytes = settings::uploads::photo_bytes(&|name: &str| std::env::var(name).ok())?;
    let root = data.join("uploads");
    let key = seal::random().map_err(|error| LocalError::Key {
        path: root.clone(),
        error,
    })?;
    let folder = Folder::new(root, &key, "/api/upload");
    Ok(Uploads::folder(folder, most_bytes))
}

/// Removes photos whose report is gone now and then, for as long as the runtime lives. A bucket
/// does so by its lifecycle.
pub async fn sweep_uploads(uploads: Uploads, store: Store) {
    let mut every = tokio::time::interval(SWEEP_EVERY);
    loop {
        every.tick().await;
        let Some(folder) = uploads.local().cloned() else {
            return;
        };
        let (store, runtime) = (store.clone(), tokio::runtime::Handle::current());
        let swept = tokio::task::spawn_blocking(move || {
            // Whoever cannot be asked counts as filed: nothing is lost for a moment's failure.
            folder.sweep(ORPHAN_AGE, |receipt| {
                runtime.block_on(store.is_filed(receipt)).unwrap_or(true)
            })
        });
        match swept.await {
            Ok(Ok(0)) | Err(_) => {}
            Ok(Ok(gone)) => log::info("swept photos", &gone.to_string()),
            Ok(Err(error)) => log::error("sweep photos", &error.to_string()),
        }
    }
}

/// Uses what `serve` made in `data` (`DATA/function`); variables of the environment win over its
/// files. Makes no key and no table.
pub async fn attach(data: &Path) -> Result<(Engine, Store, Settings), LocalError> {
    let (engine, store) = attach_table(data).await?;
    let secrets = keys::read(&data.join(keys::SECRETS_FILE))?;
    let mut kept = keys::variables(&secrets);
    let recipient = keys::read(&data.join(keys::RECIPIENT_FILE))?;
    kept.insert(settings::RECIPIENT.to_owned(), recipient);
    let settings =
        Settings::read(|name| std::env::var(name).ok().or_else(|| kept.get(name).cloned()))?;
    Ok((engine, store, settings))
}

/// The public key beside the table: the environment's, else the file's.
pub fn recipient(data: &Path) -> Result<Option<Recipient>, LocalError> {
    let path = data.join(keys::RECIPIENT_FILE);
    let text = match std::env::var(settings::RECIPIENT) {
        Ok(text) if !text.trim().is_empty() => text,
        _ if path.is_file() => keys::read(&path)?,
        _ => return Ok(None),
    };
    Recipient::read(&text)
        .map(Some)
        .map_err(|error| LocalError::Key { path, error })
}

/// Marks which reports have a page on the site beside, whenever a build has added or removed one:
/// that touches the directory of cases. The cloud's table is told by `desk published`.
pub async fn mark_pages(store: Store, public: PathBuf) {
    let cases = public.join("cases");
    let mut every = tokio::time::interval(LOOK_EVERY);
    let mut seen = None;
    loop {
        every.tick().await;
        let touched = std::fs::metadata(&cases).and_then(|cases| cases.modified());
        let Ok(touched) = touched else {
            continue;
        };
        if seen == Some(touched) {
            continue;
        }
        let has_page = |receipt: &crate::domain::Receipt| {
            let page = cases.join(receipt.to_string()).join("index.html");
            page.is_file()
        };
        match store.mark_published(has_page).await {
            // A build may have been on its way: what was written since touches the directory again.
            Ok(_) => seen = Some(touched),
            Err(error) => log::error("mark pages", &error.to_string()),
        }
    }
}

/// The table alone, for those who need no secret.
pub async fn attach_table(data: &Path) -> Result<(Engine, Store), LocalError> {
    if !Engine::is_there(data) {
        return Err(LocalError::NotSetUp(data.to_owned()));
    }
    let engine = Engine::open(data)?;
    let store = engine.store(settings::DEFAULT_TABLE);
    if !store.is_there().await? {
        return Err(LocalError::NotSetUp(data.to_owned()));
    }
    Ok((engine, store))
}

/// Deletes expired items now and then, for as long as the runtime lives.
pub async fn sweep(engine: Engine) {
    let mut every = tokio::time::interval(SWEEP_EVERY);
    loop {
        every.tick().await;
        let engine = engine.clone();
        match tokio::task::spawn_blocking(move || engine.sweep()).await {
            Ok(Ok(0)) | Err(_) => {}
            Ok(Ok(gone)) => log::info("swept", &gone.to_string()),
            Ok(Err(code)) => log::error("sweep", &code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn options(root: &Path) -> LocalOptions {
        LocalOptions {
            data: root.join("data/function"),
            private: root.join("private"),
            reply: root.join("reply"),
        }
    }

    #[tokio::test]
    async fn the_first_start_makes_everything_and_the_second_nothing() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(open(options(root.path())).await.unwrap().notices.len(), 4);
        let key = root.path().join("private/keys/office.age");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(
                fs::metadata(&key).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
        let before = fs::read(&key).unwrap();
        assert_eq!(
            open(options(root.path())).await.unwrap().notices,
            [] as [String; 0]
        );
        assert_eq!(fs::read(&key).unwrap(), before);
        assert!(attach(&root.path().join("data/function")).await.is_ok());
    }

    #[tokio::test]
    async fn a_lost_secret_is_not_replaced_while_there_are_reports() {
        let root = tempfile::tempdir().unwrap();
        open(options(root.path())).await.unwrap();
        fs::remove_file(root.path().join("data/function/secrets.env")).unwrap();
        let refused = open(options(root.path())).await.err().unwrap();
        assert!(matches!(refused, LocalError::KeyGone(_)), "{refused}");
    }

    #[tokio::test]
    async fn nothing_is_made_where_nothing_was_set_up() {
        let root = tempfile::tempdir().unwrap();
        let refused = attach(&root.path().join("data/function"))
            .await
            .err()
            .unwrap();
        assert!(matches!(refused, LocalError::NotSetUp(_)), "{refused}");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }
}
