//! Small structs that a theme may see, one per kind of page. They borrow nothing from the clock or
//! the disk; what stands in them is all that a page shows.

pub mod cases;
pub mod documents;
pub mod forms;
pub mod home;
pub mod site;
pub mod statistics;
