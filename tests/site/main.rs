//! Facts about the built site, each told from outside.

mod incremental;
mod mistakes;
mod pages;
