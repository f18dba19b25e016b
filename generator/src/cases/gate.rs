//! The gate.

/// Shown to [`ReleasedCase::made_by_gate`](crate::model::released_case::ReleasedCase), which asks
/// for it so that the compiler refuses every maker but this file.
pub(crate) struct Pass(());
