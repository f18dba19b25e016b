//! Facts about the built site, each told from outside.

mod browse;
mod cases;
mod components;
mod dirty_rows;
mod feeds;
mod house;
mod import;
mod incremental;
mod markers;
mod mistakes;
mod outcomes;
mod pages;
mod scan;
mod search;
mod texts;
