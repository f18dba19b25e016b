//! Names that many cases share, kept once.

use std::collections::HashSet;
use std::sync::Arc;

/// Street, unit, category and source names that came by so far. A few hundred of them serve
/// hundreds of thousands of cases.
#[derive(Debug, Default)]
pub struct Names(HashSet<Arc<str>>);

impl Names {
    /// The one copy of a name.
    pub fn keep(&mut self, name: &str) -> Arc<str> {
        if let Some(kept) = self.0.get(name) {
            return Arc::clone(kept);
        }
        let kept: Arc<str> = name.into();
        self.0.insert(Arc::clone(&kept));
        kept
    }
}
