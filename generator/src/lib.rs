//! Jiayuan: with what a city district shows its residents what it does.

pub mod assemble;
pub mod cases;
pub mod diagnostic;
pub mod json_line;
pub mod load;
pub mod masking;
pub mod model;
pub mod photos;
pub mod settings;
