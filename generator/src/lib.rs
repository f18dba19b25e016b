//! Jiayuan: with what a city district shows its residents what it does.

pub mod assemble;
pub mod blame;
pub mod build;
pub mod cases;
pub mod check;
pub mod cli;
pub mod diagnostic;
mod dictionary;
pub mod json_line;
pub mod load;
pub mod make;
pub mod masking;
pub mod model;
pub mod photos;
pub mod plan;
pub mod render;
pub mod scaffold;
pub mod scan;
pub mod schema;
pub mod search;
#[cfg(feature = "serve")]
pub mod serve;
pub mod settings;
pub mod whole_file;
pub mod write;
