//! The private side of the border: case records, decisions about them, and the gate.
//!
//! Only this folder names `CaseRecord`. What leaves it is a
//! [`ReleasedCase`](crate::model::released_case::ReleasedCase), made by the [`gate`] and by nothing else.

pub mod gate;
