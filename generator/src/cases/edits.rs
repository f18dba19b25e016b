//! What a reviewer changed in a case before deciding about it: words switched, photos put in order,
//! boxed, described or left out.
//!
//! Edits belong to the record as it was seen. Switches lie in words that the decision's digest covers;
//! an arrangement of photos names the record's photos by a digest, so that a photo, box or role that
//! comes in later is never hidden or shown by an old decision.

use std::collections::{BTreeMap, BTreeSet};

use jiayuan_function::case_record::{Photo, PhotoRole};
use serde::{Deserialize, Serialize};

use crate::{masking::Switches, photos::Redaction};

/// Longest alternative text, in characters.
const LONGEST_ALT: usize = 200;

/// Most boxes on one photo.
const MOST_BOXES: usize = 100;

/// A text of a record that may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Title.
    Title,
    /// The resident's words.
    Description,
    /// The unit's words on what was done.
    Result,
    /// The office's summary.
    PublicSummary,
    /// Place in words.
    Place,
}

/// Everything that a reviewer changed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edits {
    /// Words switched against or beyond the masker, in code points of the record's text without
    /// invisible characters.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub switches: BTreeMap<Field, Switches>,
    /// Photos, if anything about them was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photos: Option<Arrangement>,
}

/// The photos of a case as a reviewer arranged them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrangement {
    /// Digest of the record's photos as they were seen; see [`photos_seen`].
    pub of: String,
    /// The photos to show, in this order. The others stay behind.
    pub order: Vec<Picture>,
}

/// A photo as it is to be shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// File name of the original.
    pub file: String,
    /// Before or after.
    pub role: PhotoRole,
    /// Boxes to black out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redact: Vec<Redaction>,
    /// Alternative text before masking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// Words switched in the alternative text.
    #[serde(default, skip_serializing_if = "is_untouched")]
    pub switches: Switches,
}

impl Picture {
    /// A photo as the record has it.
    #[must_use]
    pub fn of(photo: &Photo) -> Self {
        Self {
            file: photo.file.clone(),
            role: photo.role,
            redact: photo.redact.clone(),
            alt: photo.alt.clone(),
            switches: Switches::default(),
        }
    }
}

impl Edits {
    /// Whether nothing was changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.switches.is_empty() && self.photos.is_none()
    }

    /// The photos to show. None if the record's photos are not those that were arranged.
    #[must_use]
    pub fn pictures(&self, photos: &[Photo]) -> Option<Vec<Picture>> {
        match &self.photos {
            None => Some(photos.iter().map(Picture::of).collect()),
            Some(arranged) if arranged.of == photos_seen(photos) => Some(arranged.order.clone()),
            Some(_) => None,
        }
    }

    /// Brings edits as a browser sends them to one spelling, or says why they cannot be: fractions get
    /// four places, so that what is read again from the file is the same to the last bit; what changes
    /// nothing is dropped.
    pub fn tidied(mut self, photos: &[Photo]) -> Result<Self, &'static str> {
        self.switches.retain(|_, switches| !is_untouched(switches));
        let Some(arranged) = &mut self.photos else {
            return Ok(self);
        };
        if arranged.of != photos_seen(photos) {
            return Err("照片在打开以后变了。");
        }
        let mut seen = BTreeSet::new();
        for picture in &mut arranged.order {
            if !photos.iter().any(|photo| photo.file == picture.file) || !seen.insert(&picture.file)
            {
                return Err("照片和原始记录对不上。");
            }
            picture.alt = (picture.alt.take())
                .map(|alt| alt.trim().to_string())
                .filter(|alt| !alt.is_empty());
            if (picture.alt.as_ref()).is_some_and(|alt| alt.chars().count() > LONGEST_ALT) {
                return Err("照片说明最多写 200 个字。");
            }
            if picture.redact.len() > MOST_BOXES {
                return Err("一张照片上的遮盖框太多了。");
            }
            for area in &mut picture.redact {
                *area = within_photo(*area).ok_or("遮盖框写得不对。")?;
            }
        }
        let as_recorded: Vec<_> = photos.iter().map(Picture::of).collect();
        if arranged.order == as_recorded {
            self.photos = None;
        }
        Ok(self)
    }
}

/// Digest of everything that a record says of its photos.
#[must_use]
pub fn photos_seen(photos: &[Photo]) -> String {
    let text = serde_json::to_string(photos).expect("photos are plain JSON");
    blake3::hash(text.as_bytes()).to_hex()[..32].to_string()
}

fn is_untouched(switches: &Switches) -> bool {
    *switches == Switches::default()
}

/// The part of a box that lies on the photo, to four places; none if nothing of it does.
fn within_photo([left, top, width, height]: Redaction) -> Option<Redaction> {
    let span = |from: f64, length: f64| {
        let upto = (from + length).clamp(0.0, 1.0);
        let from = places(from.clamp(0.0, 1.0));
        let length = places(upto - from);
        (from.is_finite() && length.is_finite() && length > 0.0).then_some((from, length))
    };
    let ((left, width), (top, height)) = (span(left, width)?, span(top, height)?);
    Some([left, top, width, height])
}

fn places(fraction: f64) -> f64 {
    (fraction * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(file: &str, role: PhotoRole) -> Photo {
        Photo {
            role,
            file: file.into(),
            alt: None,
            redact: vec![[0.1, 0.1, 0.2, 0.2]],
        }
    }

    fn arranged(photos: &[Photo], order: Vec<Picture>) -> Edits {
        Edits {
            photos: Some(Arrangement {
                of: photos_seen(photos),
                order,
            }),
            ..Edits::default()
        }
    }

    #[test]
    fn an_arrangement_of_other_photos_holds_no_more() {
        let mut photos = vec![
            photo("a.jpg", PhotoRole::Before),
            photo("b.jpg", PhotoRole::After),
        ];
        let edits = arranged(&photos, vec![Picture::of(&photos[1])]);
        assert_eq!(edits.pictures(&photos).unwrap().len(), 1);
        photos[0].redact.push([0.5, 0.5, 0.1, 0.1]);
        assert_eq!(edits.pictures(&photos), None);
        assert!(edits.tidied(&photos).is_err());
    }

    #[test]
    fn boxes_end_at_the_edge_and_read_back_the_same() {
        let photos = [photo("a.jpg", PhotoRole::Before)];
        let mut picture = Picture::of(&photos[0]);
        picture.redact = vec![[-0.2, 1.0 / 3.0, 0.5, 0.9], [0.123_456_789, 0.2, 0.3, 0.4]];
        let edits = arranged(&photos, vec![picture]).tidied(&photos).unwrap();
        let boxes = &edits.photos.as_ref().unwrap().order[0].redact;
        assert_eq!(boxes[0], [0.0, 0.3333, 0.3, 0.6667]);
        let text = serde_json::to_string(&edits).unwrap();
        assert_eq!(serde_json::from_str::<Edits>(&text).unwrap(), edits);
    }

    #[test]
    fn what_changes_nothing_is_not_written() {
        let photos = [photo("a.jpg", PhotoRole::Before)];
        let edits = arranged(&photos, photos.iter().map(Picture::of).collect());
        assert!(edits.tidied(&photos).unwrap().is_empty());
        let stranger = Picture::of(&photo("z.jpg", PhotoRole::Before));
        assert!(arranged(&photos, vec![stranger]).tidied(&photos).is_err());
        let nowhere = Picture {
            redact: vec![[f64::NAN, 0.0, 0.1, 0.1]],
            ..Picture::of(&photos[0])
        };
        assert!(arranged(&photos, vec![nowhere]).tidied(&photos).is_err());
    }
}
