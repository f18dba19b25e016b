//! Jiayuan.
