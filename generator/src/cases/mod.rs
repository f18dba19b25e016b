//! The private side of the border: case records, decisions about them, and the gate.
//!
//! Only this folder names `CaseRecord`. What leaves it is a
//! [`ReleasedCase`](crate::model::released_case::ReleasedCase), made by the [`gate`] and by nothing
//! else. The commands are plain functions: they take folders, tables and the office's time, and
//! answer with what they did.

mod cache;
pub mod decide;
pub mod decisions;
pub mod edits;
mod files;
pub mod gate;
pub mod import;
mod originals;
mod pairs;
mod paths;
mod published;
mod records;
pub mod release;
#[cfg(feature = "serve")]
pub mod review;
pub mod tables;
pub mod withdraw;

pub use self::paths::CasePaths;

#[cfg(test)]
mod tests;
