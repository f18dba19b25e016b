//! Takes residents' reports and answers their look-ups.
//!
//! A report goes one way: form → `http` → `domain` → `store`. The record that an export writes and
//! the tables that a form is checked against need no feature; everything else is behind `service`.
//!
//! What must stay absent: `domain` names neither HTTP nor AWS nor a clock; only `store` names the
//! AWS SDK for data, and `keyring` asks AWS for secrets; nothing in this crate logs what a resident typed, and nothing depends on the generator.

pub mod case_record;
pub mod intake_tables;

#[cfg(feature = "desk")]
pub mod desk;
#[cfg(feature = "service")]
pub mod domain;
#[cfg(feature = "service")]
pub mod doors;
#[cfg(feature = "desk")]
pub mod export;
#[cfg(feature = "service")]
pub mod http;
#[cfg(feature = "service")]
pub mod keyring;
#[cfg(feature = "service")]
pub mod limits;
#[cfg(feature = "embedded")]
pub mod local;
#[cfg(feature = "service")]
pub mod log;
#[cfg(feature = "remote")]
pub mod network;
#[cfg(feature = "service")]
pub mod photos;
#[cfg(feature = "service")]
pub mod seal;
#[cfg(feature = "service")]
pub mod settings;
#[cfg(feature = "service")]
pub mod store;
#[cfg(feature = "service")]
pub mod words;
