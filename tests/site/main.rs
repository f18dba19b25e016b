//! Facts about the built site, each told from outside.

mod cases;
mod components;
mod house;
mod incremental;
mod mistakes;
mod pages;
