//! Facts about the built site, each told from outside.

mod cases;
mod components;
mod feeds;
mod house;
mod incremental;
mod mistakes;
mod outcomes;
mod pages;
