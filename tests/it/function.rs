//! The function from outside.

#[path = "function_bucket.rs"]
mod bucket;
#[path = "function_cloud.rs"]
mod cloud;
#[path = "function_deploy.rs"]
mod deploy;
#[path = "function_desk.rs"]
pub(crate) mod desk;
#[path = "function_doors.rs"]
mod doors;
#[path = "function_events.rs"]
mod events;
#[path = "function_export.rs"]
mod export;
#[path = "function_faults.rs"]
mod faults;
#[path = "function_feedback.rs"]
mod feedback;
#[path = "function_forms.rs"]
mod forms;
#[path = "function_languages.rs"]
mod languages;
#[path = "function_limits.rs"]
mod limits;
#[path = "function_lookups.rs"]
mod lookups;
#[path = "function_moto.rs"]
pub(crate) mod moto;
#[path = "function_openapi.rs"]
mod openapi;
#[path = "function_photos.rs"]
mod photos;
#[path = "function_reports.rs"]
mod reports;
#[path = "function_resident.rs"]
pub(crate) mod resident;
#[path = "function_secrets.rs"]
mod secrets;
#[path = "function_world.rs"]
pub(crate) mod world;
