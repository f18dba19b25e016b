//! Jiayuan.

pub mod cases;
pub mod diagnostic;
pub mod json_line;
pub mod masking;
pub mod model;
