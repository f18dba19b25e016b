//! What phone and code open. Whoever asks for it, none, malformed, wrong and expired take the same
//! queries and give the same nothing.

use super::{App, problem::Problem};
use crate::domain::Progress;

impl App {
    /// The reports under this phone and code, newest first: one query under each secret.
    pub(super) async fn opened(&self, phone: &str, code: &str) -> Result<Vec<Progress>, Problem> {
        let keys = self.keys().await?;
        let mut all = Vec::new();
        for key in keys.lookup_keys(phone, code) {
            let found = self.store.look_up(&key, self.now()).await;
            all.extend(found.map_err(|error| Problem::store(&error))?);
        }
        all.sort_by_key(|progress| std::cmp::Reverse(progress.filed_at));
        Ok(all)
    }
}
