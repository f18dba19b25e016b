//! Figures as somebody reported them: printed as they were, never recomputed.

/// A group of figures from one source and period.
#[derive(Debug, Clone)]
pub struct Bulletin {
    /// Title.
    pub title: String,
    /// Name of the file: an anchor on the page.
    pub slug: String,
    /// Period as a key, such as `2019` or `2017-12`.
    pub period: String,
    /// Period as people read it.
    pub period_label: String,
    /// Who reported it.
    pub source: String,
    /// When.
    pub source_date: Option<String>,
    /// What has to be known of all of them.
    pub definition_note: Option<String>,
    /// The figures, in the order of the file.
    pub figures: Vec<ReportedFigure>,
}

/// One figure as reported.
#[derive(Debug, Clone)]
pub struct ReportedFigure {
    /// Key within the bulletin.
    pub key: String,
    /// What it is of.
    pub label: String,
    /// The value.
    pub value: f64,
    /// %, 件, 人 …
    pub unit: String,
    /// Numerator, if it was printed.
    pub numerator: Option<f64>,
    /// Denominator, if it was printed.
    pub denominator: Option<f64>,
    /// How it is defined.
    pub definition: Option<String>,
    /// What has to be known of it.
    pub note: Option<String>,
    /// The number exactly as printed.
    pub as_printed: String,
}
