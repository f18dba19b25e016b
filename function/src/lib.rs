//! Takes residents' reports and answers their look-ups.
pub mod case_record;
pub mod intake_tables;
