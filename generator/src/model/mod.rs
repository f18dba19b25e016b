//! Plain data and rules. Nothing here touches disk, clock, network or templates.

pub mod address;
pub mod bulletin;
pub mod guide;
pub mod news;
pub mod notice;
pub mod office;
pub mod page;
pub mod tables;
