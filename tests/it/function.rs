//! The function from outside.

#[path = "function_cloud.rs"]
mod cloud;
#[path = "function_doors.rs"]
mod doors;
#[path = "function_export.rs"]
mod export;
#[path = "function_forms.rs"]
mod forms;
#[path = "function_lookups.rs"]
mod lookups;
#[path = "function_photos.rs"]
mod photos;
#[path = "function_reports.rs"]
mod reports;
#[path = "function_resident.rs"]
pub(crate) mod resident;
#[path = "function_world.rs"]
pub(crate) mod world;
