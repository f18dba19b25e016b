//! Picks the door.
fn main() {}
