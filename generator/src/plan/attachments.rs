//! Editors' pictures and files, each planned once however many texts show it.

use std::collections::BTreeMap;

use super::digest::Digester;
use super::{Planned, Subject, pictures};
use crate::assemble::Site;
use crate::load::{Loaded, Sources};
use crate::model::prose::attached::{Attached, EditorPicture, LinkedFile};

/// What all texts bring with them.
#[derive(Debug, Default)]
pub struct Attachments {
    /// Pictures by their public name.
    pub pictures: Vec<EditorPicture>,
    /// Files by their public path.
    pub files: Vec<LinkedFile>,
}

impl Attachments {
    /// Collects them from the texts that are shown.
    #[must_use]
    pub fn of(site: &Site) -> Self {
        let mut pictures: BTreeMap<&str, &EditorPicture> = BTreeMap::new();
        let mut files: BTreeMap<&str, &LinkedFile> = BTreeMap::new();
        let english = site
            .english
            .iter()
            .flat_map(|english| all(&english.sources));
        for attached in all(&site.sources).chain(english) {
            pictures.extend(attached.pictures.values().map(|p| (p.stem.as_str(), p)));
            files.extend(attached.files.values().map(|f| (f.public.as_str(), f)));
        }
        Self {
            pictures: pictures.into_values().cloned().collect(),
            files: files.into_values().cloned().collect(),
        }
    }

    /// Plans their outputs.
    pub(super) fn outputs(&self, outputs: &mut Vec<Planned>) {
        let number = |at: usize| u32::try_from(at).expect("editors have fewer files than that");
        for (at, picture) in self.pictures.iter().enumerate() {
            for width in pictures::widths(picture.width) {
                for (format, extension) in pictures::EXTENSIONS.iter().enumerate() {
                    let mut digester = Digester::new("picture");
                    digester.text(crate::photos::VERSION);
                    digester.text(&picture.stem);
                    digester.number(u64::from(width));
                    digester.text(extension);
                    outputs.push(Planned {
                        path: pictures::editor_path(&picture.stem, width, extension),
                        digest: digester.finish(),
                        subject: Subject::EditorPicture {
                            at: number(at),
                            width,
                            format: u8::try_from(format).expect("formats are few"),
                        },
                    });
                }
            }
        }
        for (at, file) in self.files.iter().enumerate() {
            let mut digester = Digester::new("file");
            digester.bytes(&file.digest);
            outputs.push(Planned {
                path: file.public.clone(),
                digest: digester.finish(),
                subject: Subject::File(number(at)),
            });
        }
    }
}

/// What each text brings with it.
fn all(sources: &Sources) -> impl Iterator<Item = &Attached> {
    fn of<T>(loaded: &[Loaded<T>]) -> impl Iterator<Item = &Attached> {
        loaded.iter().map(|loaded| &loaded.attached)
    }
    of(&sources.guides)
        .chain(of(&sources.offices))
        .chain(of(&sources.news))
        .chain(of(&sources.notices))
        .chain(of(&sources.pages))
        .chain(of(&sources.topics))
        .chain(of(&sources.featured))
}
