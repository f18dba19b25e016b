//! What a column can mean. The names are those that a map uses.

use jiayuan_function::case_record::Stage;

/// A field of a case that a column fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Field {
    CaseNo,
    UpdatedAt,
    Kind,
    Source,
    Title,
    Description,
    Result,
    PublicSummary,
    Street,
    Community,
    Place,
    Grid,
    Lat,
    Lon,
    CategoryCode,
    CategoryKind,
    CategoryEdition,
    CategoryLabel,
    Unit,
    UnitRole,
    UnitDispatchedAt,
    UnitDueAt,
    UnitHandledAt,
    HandleDueAt,
    CloseDueAt,
    Consent,
    Sensitive,
    Featured,
    PhotosBefore,
    PhotosAfter,
    JudgedAt,
    FollowUpValid,
    Contacted,
    Resolved,
    Satisfied,
    Reached(Stage),
    Private,
}

/// Keys of `[columns]`.
pub(super) const COLUMNS: [(&str, Field); 30] = [
    ("case_no", Field::CaseNo),
    ("updated_at", Field::UpdatedAt),
    ("kind", Field::Kind),
    ("source", Field::Source),
    ("title", Field::Title),
    ("description", Field::Description),
    ("result", Field::Result),
    ("public_summary", Field::PublicSummary),
    ("street", Field::Street),
    ("community", Field::Community),
    ("place", Field::Place),
    ("grid", Field::Grid),
    ("lat", Field::Lat),
    ("lon", Field::Lon),
    ("category_code", Field::CategoryCode),
    ("category_kind", Field::CategoryKind),
    ("category_edition", Field::CategoryEdition),
    ("category_label", Field::CategoryLabel),
    ("unit", Field::Unit),
    ("unit_role", Field::UnitRole),
    ("unit_dispatched_at", Field::UnitDispatchedAt),
    ("unit_due_at", Field::UnitDueAt),
    ("unit_handled_at", Field::UnitHandledAt),
    ("handle_due_at", Field::HandleDueAt),
    ("close_due_at", Field::CloseDueAt),
    ("consent", Field::Consent),
    ("sensitive", Field::Sensitive),
    ("featured", Field::Featured),
    ("photos_before", Field::PhotosBefore),
    ("photos_after", Field::PhotosAfter),
];

/// Keys of `[judgement]`.
pub(super) const JUDGEMENT: [(&str, Field); 5] = [
    ("judged_at", Field::JudgedAt),
    ("valid", Field::FollowUpValid),
    ("contacted", Field::Contacted),
    ("resolved", Field::Resolved),
    ("satisfied", Field::Satisfied),
];

/// Keys of `[stages]`, in the order of the loop, side states last.
pub(super) const STAGES: [(&str, Stage); 15] = [
    ("reported", Stage::Reported),
    ("accepted", Stage::Accepted),
    ("filed", Stage::Filed),
    ("dispatched", Stage::Dispatched),
    ("handling", Stage::Handling),
    ("feedback", Stage::Feedback),
    ("verified", Stage::Verified),
    ("closed", Stage::Closed),
    ("evaluated", Stage::Evaluated),
    ("rejected", Stage::Rejected),
    ("deferred", Stage::Deferred),
    ("suspended", Stage::Suspended),
    ("reworked", Stage::Reworked),
    ("returned", Stage::Returned),
    ("voided", Stage::Voided),
];

impl Field {
    /// Whether it belongs to the unit of the row, so that the rows of one case may differ in it.
    pub(super) fn is_of_unit(self) -> bool {
        matches!(
            self,
            Self::Unit
                | Self::UnitRole
                | Self::UnitDispatchedAt
                | Self::UnitDueAt
                | Self::UnitHandledAt
                | Self::Reached(
                    Stage::Dispatched
                        | Stage::Handling
                        | Stage::Feedback
                        | Stage::Deferred
                        | Stage::Suspended
                        | Stage::Reworked
                        | Stage::Returned
                )
        )
    }

    /// Whether the rows of one case are put together, so that they may differ in it.
    pub(super) fn is_collected(self) -> bool {
        matches!(
            self,
            Self::UpdatedAt | Self::Private | Self::PhotosBefore | Self::PhotosAfter
        )
    }
}

/// Whether a stage may be said by yes or no, without a time.
pub(super) fn may_lack_time(stage: Stage) -> bool {
    stage >= Stage::Rejected
}
