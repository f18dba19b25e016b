//! The words of the pages that the function draws for people without scripts.

/// One language's words. `{name}` stands for a value; what the theme says too is said as it says it.
pub struct Pages {
    /// Report, consult, suggest, book.
    pub kinds: [&'static str; 4],
    /// The steps of the public loop.
    pub steps: [&'static str; 7],
    /// Between a heading and what it is about.
    pub colon: &'static str,
    /// What stands around a telephone number, for urgent matters.
    pub urgent: [&'static str; 2],

    // The form.
    /// Over the faults; `{n}`.
    pub problems: &'static str,
    /// Over a single one.
    pub one_problem: &'static str,
    /// Title of the form with faults.
    pub correct: &'static str,
    /// Title of the form without.
    pub change: &'static str,
    /// Title of an empty form.
    pub fill_in: &'static str,
    /// At which sticker; `{place}`.
    pub placed: &'static str,

    // The check page.
    /// Title.
    pub check_title: &'static str,
    /// What to do.
    pub check_lead: &'static str,
    /// Labels of the answers: kind, category, text, street, place, phone, name, code, reply, consent.
    pub answers: [&'static str; 10],
    /// For an answer that was left out.
    pub left_out: &'static str,
    /// A ticked box.
    pub yes: &'static str,
    /// A box that is not ticked.
    pub no: &'static str,
    /// Before the link to similar cases, in it, and after it.
    pub similar: [&'static str; 3],
    /// When no phone was left.
    pub no_phone: &'static str,
    /// Button.
    pub confirm: &'static str,
    /// Button.
    pub back: &'static str,

    // The receipt.
    /// Title; `{kind}`.
    pub done_title: &'static str,
    /// Label.
    pub receipt: &'static str,
    /// Label.
    pub code: &'static str,
    /// It joined earlier ones.
    pub joined: &'static str,
    /// The earlier code did not fit.
    pub code_unknown: &'static str,
    /// What to do with the code.
    pub keep: &'static str,
    /// The link that keeps the receipt as a file.
    pub save: &'static str,
    /// The file's name; `{receipt}`.
    pub save_name: &'static str,
    /// In the file, where to look; `{site}`.
    pub save_where: &'static str,
    /// In the file, what not to do.
    pub save_keep: &'static str,
    /// Heading.
    pub photos: &'static str,
    /// How many lie there; `{n}`.
    pub photos_there: &'static str,
    /// When there is no place left; `{n}`.
    pub photos_full: &'static str,
    /// How to; `{mb}`.
    pub photos_how: &'static str,
    /// Label of one; `{n}`.
    pub photo_number: &'static str,
    /// Button.
    pub photo_send: &'static str,
    /// Name of the frame that answers; `{n}`.
    pub photo_frame: &'static str,
    /// Heading.
    pub next: &'static str,
    /// First step.
    pub next_first: &'static str,
    /// Second step; `{n}` days.
    pub next_second: &'static str,
    /// They wanted an answer and left a phone.
    pub reply_phone: &'static str,
    /// They wanted one and left none.
    pub reply_written: &'static str,
    /// They wanted none.
    pub reply_none: &'static str,
    /// They agreed to publication.
    pub published: &'static str,
    /// How to look up with a phone.
    pub look: &'static str,
    /// How to look up without.
    pub look_code: &'static str,
    /// Link to the look-up.
    pub to_lookup: &'static str,
    /// Link to the form.
    pub again: &'static str,

    // The look-up.
    /// Title.
    pub progress: &'static str,
    /// Heading when nothing was found.
    pub none: &'static str,
    /// What to do then, around the telephone number.
    pub none_text: [&'static str; 2],
    /// Label.
    pub stage: &'static str,
    /// Label.
    pub filed: &'static str,
    /// Label.
    pub updated: &'static str,
    /// Label.
    pub expected: &'static str,
    /// By a day; `{day}`.
    pub before: &'static str,
    /// Label.
    pub street: &'static str,
    /// Heading.
    pub history: &'static str,
    /// An answer that reached no stage.
    pub reply: &'static str,
    /// A stage that the site has no word for.
    pub some_stage: &'static str,
    /// How long it takes; `{n}` days.
    pub usual: &'static str,
    /// Link to the published outcome.
    pub outcome: &'static str,
    /// Link back.
    pub look_again: &'static str,

    // Ratings.
    /// Heading.
    pub rate_title: &'static str,
    /// Question.
    pub resolved: &'static str,
    /// Choice.
    pub resolved_yes: &'static str,
    /// Choice.
    pub resolved_no: &'static str,
    /// Question.
    pub satisfied: &'static str,
    /// Choices: yes, mostly, no.
    pub satisfied_words: [&'static str; 3],
    /// Label.
    pub comment: &'static str,
    /// Remark at a label.
    pub optional: &'static str,
    /// Hint.
    pub comment_hint: &'static str,
    /// Button.
    pub rate_send: &'static str,
    /// What was said; `{day}`, `{resolved}`, `{satisfied}`.
    pub rated: &'static str,
    /// Resolved, not resolved.
    pub rated_resolved: [&'static str; 2],
    /// Yes, mostly, no.
    pub rated_satisfied: [&'static str; 3],
    /// Title after "not fixed".
    pub reopened_title: &'static str,
    /// Text after it.
    pub reopened: &'static str,
    /// Title after a rating.
    pub thanks_title: &'static str,
    /// Text after it.
    pub thanks: &'static str,

    // Trouble.
    /// Titles: not there, no such address, too often, everything else.
    pub trouble: [&'static str; 4],
    /// Around the telephone number.
    pub call: [&'static str; 2],
    /// Link to the form.
    pub to_form: &'static str,
}
