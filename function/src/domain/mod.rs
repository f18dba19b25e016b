//! The rules of a report, without I/O: no HTTP, no AWS, no clock, no randomness in here. Whatever
//! a rule needs of the world is passed in.

pub mod code;
pub mod contact;
pub mod expected;
pub mod fault;
pub mod location;
pub mod moves;
pub mod patterns;
pub mod progress;
pub mod public_loop;
pub mod report;
#[cfg(test)]
pub(crate) mod samples;
pub mod status;
pub mod time;
pub mod typed;

pub use code::{Code, Receipt};
pub use contact::Phone;
pub use fault::Fault;
pub use location::RawLocation;
pub use moves::{Move, Refusal};
pub use progress::{AssignedUnit, Progress, Rating, Step};
pub use report::{NewReport, RawReport};
