//! The rules of a report, without I/O: no HTTP, no AWS, no clock, no randomness in here. Whatever
//! a rule needs of the world is passed in.

pub mod code;
pub mod contact;
pub mod fault;
pub mod progress;
pub mod report;
pub mod status;
pub mod time;
pub mod typed;

pub use code::{Code, Receipt};
pub use contact::Phone;
pub use fault::Fault;
pub use progress::{Progress, Step};
pub use report::{NewReport, RawReport};
