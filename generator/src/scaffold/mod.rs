//! What editors start from: a file with every field explained, or a whole small site.
//!
//! Pure: a kind, a title and a day in, paths and texts out. The command line writes them.

pub mod draft;
pub mod site;
