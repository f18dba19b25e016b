//! What readers see: views made from the site, and templates filled with them.
//!
//! Touches no disk, clock, environment or network; a template only names a photo.

pub mod board_pages;
pub mod feeds;
pub mod filters;
pub mod geojson;
pub mod markdown;
pub mod meta;
pub mod pages;
pub mod redirects;
pub mod sitemap;
pub mod sticker;
pub mod templates;
pub mod views;
