//! Plain data and its rules: what the site is about, in the words of the people who run it.
//!
//! Nothing here touches disk, clock, environment or templates.

pub mod released_case;
