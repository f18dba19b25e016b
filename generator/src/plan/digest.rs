//! Digests of what an output depends on.

use std::io;

use serde::Serialize;

use crate::assemble::Site;
use crate::load::theme::Theme;
use crate::masking;
use crate::render::views::site::SiteView;

/// A digest: 128 bits of BLAKE3.
pub type Digest = [u8; 16];

/// Takes in inputs, each with its length, so that no two sequences run together.
pub struct Digester(blake3::Hasher);

impl Digester {
    /// A digest of one kind of output.
    #[must_use]
    pub fn new(kind: &str) -> Self {
        let mut digester = Self(blake3::Hasher::new());
        digester.text(kind);
        digester
    }

    /// Takes in bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.update(bytes);
    }

    /// Takes in text.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Takes in a number.
    pub fn number(&mut self, number: u64) {
        self.0.update(&number.to_le_bytes());
    }

    /// Takes in everything that a view shows.
    pub fn view(&mut self, view: &impl Serialize) {
        struct Sink<'a>(&'a mut blake3::Hasher, u64);
        impl io::Write for Sink<'_> {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.update(bytes);
                self.1 += bytes.len() as u64;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut sink = Sink(&mut self.0, 0);
        serde_json::to_writer(io::BufWriter::new(&mut sink), view)
            .expect("views are plain data and a hasher takes everything");
        let length = sink.1;
        self.number(length);
    }

    /// The digest.
    #[must_use]
    pub fn finish(self) -> Digest {
        let mut short = [0; 16];
        short.copy_from_slice(&self.0.finalize().as_bytes()[..16]);
        short
    }
}

/// What many outputs depend on, digested once.
pub struct Inputs<'a> {
    /// The program's sources, the settings, what every page sees of the site, the theme's words.
    pub globals: Digest,
    /// Categories, streets, units, topics.
    pub tables: Digest,
    theme: &'a Theme,
}

impl<'a> Inputs<'a> {
    /// The shared inputs of a site in a theme.
    #[must_use]
    pub fn of(site: &Site, theme: &'a Theme) -> Self {
        let settings = &site.sources.settings;
        let mut globals = Digester::new("globals");
        globals.text(env!("JIAYUAN_SOURCES"));
        globals.text(&format!("{settings:?}"));
        // What an output was scanned with: another masker or a number that is no longer public, and
        // every output is made and scanned again.
        globals.text(&format!("{} {:?}", masking::VERSION, site.sources.public));
        globals.view(&SiteView::of(site));
        for (language, words) in &theme.words {
            globals.text(language);
            globals.view(words);
        }
        let mut tables = Digester::new("tables");
        tables.text(&format!("{:?}", site.sources.tables));
        Self {
            globals: globals.finish(),
            tables: tables.finish(),
            theme,
        }
    }

    /// Digest of a template with everything that it uses.
    #[must_use]
    pub fn template(&self, name: &str) -> &[u8] {
        self.theme
            .digests
            .get(name)
            .map_or(&[], |digest| digest.as_slice())
    }
}
