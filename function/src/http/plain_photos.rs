//! Photos from pages without scripts: a plain form for each.

use super::{App, language::with_language, photos::RECEIVED};
use crate::{
    domain::Receipt,
    intake_tables::IntakeTables,
    photos::{ANY_TYPE, Grant},
    words::Lang,
};

/// A plain form for one photo.
pub(super) struct PlainForm {
    pub(super) number: u8,
    pub(super) grant: Grant,
}

impl App {
    /// A form for each photo that the report may still get. A place that does not answer gives none:
    /// the report is filed all the same.
    pub(super) async fn plain_forms(
        &self,
        receipt: &Receipt,
        tables: &IntakeTables,
        lang: Lang,
    ) -> Vec<PlainForm> {
        if !self.uploads.is_somewhere() {
            return Vec::new();
        }
        // A bucket sends a browser back to a whole address only; this machine may have any name.
        let redirect = match self.uploads.local() {
            Some(_) => RECEIVED.to_owned(),
            None => tables.api_address("/photos/received"),
        };
        let redirect = with_language(&redirect, lang);
        let free = self.free_places(receipt).await.unwrap_or_default();
        let forms = free.into_iter().filter_map(|name| {
            let grant = self
                .uploads
                .grant(receipt, name, ANY_TYPE, Some(&redirect), self.now())
                .ok()?;
            Some(PlainForm {
                number: name.number,
                grant,
            })
        });
        forms.collect()
    }
}
