//! Plain data and its rules: what the site is about, in the words of the people who run it.
//!
//! Nothing here touches disk, clock, environment or templates.

pub mod address;
pub mod bulletin;
pub mod calendar;
pub mod featured;
pub mod grid;
pub mod guide;
pub mod hotline;
pub mod language;
pub mod ledger;
pub mod news;
pub mod notice;
pub mod office;
pub mod page;
pub mod place;
pub mod prose;
pub mod released_case;
pub mod tables;
pub mod topic;
pub mod translation;
