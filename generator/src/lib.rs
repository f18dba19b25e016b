//! Jiayuan: with what a city district shows its residents what it does.
pub mod diagnostic;
