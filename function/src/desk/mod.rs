//! The office's own tools, on the office's machine: the staff's desk and the export. They alone hold
//! the private key, and they say who opened what.
//!
//! What must stay absent: nothing here answers a resident, and nothing here runs in the cloud.

mod exporting;
mod key;

pub use exporting::{ExportWish, export};
