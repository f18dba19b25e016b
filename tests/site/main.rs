//! Facts about the built site, each told from outside.

mod boards;
mod browse;
mod cases;
mod components;
mod dirty_rows;
mod editors;
#[cfg(feature = "external-links")]
mod external;
mod feeds;
mod guides;
mod house;
mod import;
mod incremental;
mod languages;
mod markers;
mod mistake_cases;
mod mistakes;
mod outcomes;
mod pages;
mod scan;
#[cfg(feature = "schemas")]
mod schemas;
mod search;
mod texts;
