//! English.

use super::{Named, Pages, Sentence};
use crate::photos::NotAPhoto;
use std::borrow::Cow;

/// The words of a sentence.
pub(super) fn say(sentence: &Sentence) -> Cow<'static, str> {
    use Sentence as S;
    let text = match sentence {
        S::ChooseKind => "Please choose what you would like to do: report, ask, suggest or book.",
        S::ChooseCategory => "Please choose the kind of problem.",
        S::NoSuchCategory => "There is no such kind of problem; please choose one from the list.",
        S::WriteText => "Please say what is wrong and where.",
        S::TextTooShort(fewest) => {
            return format!("Please say a little more: at least {fewest} characters.").into();
        }
        S::TextTooLong { most, now } => {
            return format!("Please shorten it to {most} characters; it has {now}.").into();
        }
        S::NoSuchSticker => {
            "There is no sticker of this number; please leave it out and describe the place under “Exact place”."
        }
        S::ChooseStreet => "Please choose the subdistrict.",
        S::NoSuchStreet => "There is no such subdistrict; please choose one from the list.",
        S::TooLong { field, most, now } => {
            let field = match field {
                Named::Place => "place",
                Named::Phone => "telephone number",
                Named::Name => "name",
            };
            return format!("Please shorten the {field} to {most} characters; it has {now}.")
                .into();
        }
        S::Consent => "Please tick the box; we can only accept your report with your agreement.",
        S::PhoneSigns => {
            "A telephone number has digits only. Enter an 11-digit mobile number, or a landline with its area code, for example 010-12345678."
        }
        S::PhoneLength => {
            "The telephone number has the wrong length. Enter an 11-digit mobile number, or a landline with its area code, for example 010-12345678."
        }
        S::PhoneArea => "Please add the area code to a landline, for example 010-12345678.",
        S::LocationNumbers => {
            "A position has two numbers, lat and lon, for example 39.905 and 116.165. If in doubt leave it out and describe the place."
        }
        S::LocationAbroad => {
            "This position is not in the country; latitude and longitude may be the wrong way round. If in doubt leave it out and describe the place."
        }
        S::LocationDatum => "The datum of a position is wgs84 or gcj02.",
        S::LocationShape => {
            "A position is written {\"lat\": number, \"lon\": number, \"datum\": \"wgs84\" or \"gcj02\"}."
        }
        S::Trapped => {
            "One field is there to tell programs from people and must stay empty. Please go back to the form and leave it empty."
        }
        S::TooQuick => "That was very quick; please check your answers and send again.",
        S::CheckAgain => "Your answers have changed; please check them once more and send.",
        S::CheckedLongAgo => {
            "This page was open for a long time; please check your answers once more and send."
        }
        S::OnlyText => "This can only be text (a string).",
        S::OnlySwitch => "This can only be true or false.",
        S::OnlyList => "This has to be a list.",
        S::UnknownField => "There is no such field; please leave it out.",
        S::UnknownFormField => "There is no such field; please use the form of the site.",
        S::WriteCode => "Please enter the code.",
        S::GiveCode => "Please give the code.",
        S::GiveReceipt => "Please give the receipt number.",
        S::NoSuchReport => {
            "Nothing found; please check the receipt number, the telephone number and the code."
        }
        S::ChooseResolved => "Please say whether it is solved.",
        S::ChooseSatisfied => "Please choose satisfied, mostly satisfied or not satisfied.",
        S::CommentTooLong { most, now } => {
            return format!("Please shorten it to {most} characters; it has {now}.").into();
        }
        S::RatedAlready => "You have rated this already; each closing can be rated once.",
        S::NotClosed => "This is not settled yet; it can be rated once it is.",
        S::CannotRate => "This cannot be rated now; please try again later.",
        S::NotAPhoto(why) => return not_a_photo(*why),
        S::PhotosLeft { most, left } => {
            return format!("A report has at most {most} photos; this one may get {left} more.")
                .into();
        }
        S::ListPhotos => "Please list the photos.",
        S::MostPhotos(most) => return format!("A report has at most {most} photos.").into(),
        S::PhotoNotTaken(most) => {
            return format!("A report has at most {most} photos; this one was not kept.").into();
        }
        S::PhotoShape => {
            "Each photo has a type (text) and a size (a whole number) and nothing else."
        }
        S::PhotosAway => {
            "Photos cannot be taken at the moment; please try again later. Your report has been received all the same."
        }
        S::PhotoLater => {
            "This photo could not be kept just now; you can send it again with your code."
        }
        S::WithPhotosTooLarge => {
            "This is too large: with photos at most 4.5 MB. Please send the words first, then the photos with your receipt."
        }
        S::MultipartBroken => "The body is no whole multipart/form-data; please check its format.",
        S::UseMultipart => "Please send it as multipart/form-data.",
        S::NoFile => "No photo came; please choose one and send it again.",
        S::GrantOver => {
            "The permission to upload this photo is over; please get a new one and send it again."
        }
        S::NoGrant => {
            "There is no permission to upload this photo; please upload it from the receipt page."
        }
        S::FileTooLarge => "The photo is too large; please choose a smaller one.",
        S::FileIncomplete => "The photo did not arrive whole; please send it again.",
        S::PhotoReceived => "Photo received.",
        S::Faults(1) => "1 thing to correct.",
        S::Faults(count) => return format!("{count} things to correct.").into(),
        S::NotThere => {
            "This could not be taken just now. Please send the same again in a few seconds; it will not be filed twice."
        }
        S::OverQuota(minutes) => {
            return format!(
                "Your network has sent too much within this hour; please try again in {minutes} min. If it is urgent, call 12345."
            )
            .into();
        }
        S::Broken => {
            "Something went wrong here and nothing was taken; please try again later, or call 12345."
        }
        S::NotPaid => {
            "The check did not pass; please get a new one (GET /api/challenge) and send again."
        }
        S::NotPaidField => {
            "The check is missing, too old or was used; please get a new one and send again."
        }
        S::KeyReused => {
            "Other words that came with the same number (Idempotency-Key) were received before."
        }
        S::KeyReusedField => {
            "Other words that came with the same number (Idempotency-Key) were received before; to send these too, take a new number."
        }
        S::NoKey => "There is no usable Idempotency-Key header.",
        S::NoKeyField => {
            "Please give 16 to 128 letters, digits, underscores or hyphens in the header, for example a UUID."
        }
        S::NoSuchAddress => {
            "There is no such address. There are /api/health, /api/challenge, /api/form, /api/reports, /api/photos, /api/lookups, /api/feedback and /api/openapi.json."
        }
        S::WrongMethod(method) => {
            return format!("This address does not take {method}; see Allow.").into();
        }
        S::WrongType => {
            "Please send application/json or application/x-www-form-urlencoded; a report with its photos as multipart/form-data."
        }
        S::UseJson => "Please send application/json.",
        S::BodyTooLong(kilobytes) => {
            return format!("This is too long; the limit is {kilobytes} KB.").into();
        }
        S::NotAnObject => "The body is not a JSON object; please check its format.",
    };
    Cow::Borrowed(text)
}

fn not_a_photo(why: NotAPhoto) -> Cow<'static, str> {
    let text = match why {
        NotAPhoto::Heic => {
            "This photo is in HEIC format, which cannot be taken here. Set your camera to its most compatible format and take it again, or save it as JPG first."
        }
        NotAPhoto::Unknown => "This file is not a photo. Please choose a JPG, PNG or WebP file.",
        NotAPhoto::Empty => "This file is empty; please choose another photo.",
        NotAPhoto::TooLarge(most) => {
            let megabytes = most / (1024 * 1024);
            return format!(
                "This photo is too large; the limit is {megabytes} MB. Choose another one, or make it smaller on your phone first."
            )
            .into();
        }
        NotAPhoto::NotAsSaid => {
            "The photo is of another format than was said; please choose it again."
        }
    };
    Cow::Borrowed(text)
}

/// The words of the pages.
pub(super) static PAGES: Pages = Pages {
    kinds: ["Report", "Question", "Suggestion", "Booking"],
    steps: [
        "Received",
        "Case opened",
        "Assigned",
        "Being handled",
        "Reported back",
        "Checked and closed",
        "Rated",
    ],
    colon: ": ",
    urgent: ["If it is urgent, call ", "."],
    problems: "{n} things to correct",
    one_problem: "1 thing to correct",
    correct: "Please correct your answers",
    change: "Change your answers",
    fill_in: "Report a problem",
    placed: "You are reporting for “{place}”.",
    check_title: "Please check before sending",
    check_lead: "Nothing has been sent yet. If everything is right, press “Send now”.",
    answers: [
        "What would you like to do?",
        "Kind of problem",
        "What happened",
        "Subdistrict",
        "Exact place",
        "Telephone",
        "What shall we call you?",
        "Earlier code",
        "Please answer me when it is settled",
        "I agree that this report and its result may be published here without personal details",
    ],
    left_out: "(left out)",
    yes: "Yes",
    no: "No",
    similar: [
        "Similar problems were dealt with in the same subdistrict: ",
        "see what was done (in Chinese, new window)",
        ". If it is not solved, send your report all the same.",
    ],
    no_phone: "You have left no telephone number: the code will be the only way to check progress. Please write it down.",
    confirm: "Send now",
    back: "Go back and change",
    done_title: "We have received your {kind}",
    receipt: "Receipt number",
    code: "Code",
    joined: "This report has been put together with your earlier ones; the same code opens all of them.",
    code_unknown: "The earlier code and the telephone number do not belong together. Use the new code above for this report.",
    keep: "The code is shown only once and we cannot find it for you later. Please save it as a file, write it down, photograph or print this page, and do not pass it on.",
    save: "Save as a file",
    save_name: "receipt-{receipt}.txt",
    save_where: "Check progress: open “Check progress” on the site “{site}”.",
    save_keep: "Please do not pass the code on to anybody.",
    photos: "Photos",
    photos_there: "{n} received.",
    photos_full: "There can be {n}, and all are here.",
    photos_how: "Photos help. Choose one, press “Upload this one”, and wait until “Photo received” appears beside it. Each up to {mb} MB, as JPG, PNG or WebP. Your report is handled without photos too.",
    photo_number: "Photo {n}",
    photo_send: "Upload this one",
    photo_frame: "Whether photo {n} was received",
    next: "What happens next",
    next_first: "An officer reads your report and passes it to the unit in charge.",
    next_second: "There is usually a result within {n} working days. You can check how far it has got at any time.",
    reply_phone: "When it is settled we will answer by the telephone number you left.",
    reply_written: "You left no telephone number; the answer will be written in the progress.",
    reply_none: "The result will be written in the progress.",
    published: "Once settled, it is published here without personal details.",
    look: "To check progress, enter your telephone number and code.",
    look_code: "To check progress, leave the telephone empty and enter the code only.",
    to_lookup: "Check progress",
    again: "Send another",
    progress: "Progress",
    none: "Nothing found",
    none_text: [
        "Please check the telephone number and the code. If you left no number, leave the telephone empty. An expired code finds nothing either. If it still does not work, call ",
        ".",
    ],
    stage: "Now",
    filed: "Sent at",
    updated: "Last update",
    expected: "Answer expected",
    before: "By {day}",
    street: "Subdistrict",
    history: "History",
    reply: "Answer",
    some_stage: "In progress",
    usual: "There is usually a result within {n} working days.",
    outcome: "See the published outcome",
    look_again: "Check again",
    rate_title: "How was it handled?",
    resolved: "Is it solved?",
    resolved_yes: "Yes",
    resolved_no: "No, please take it up again",
    satisfied: "Are you satisfied?",
    satisfied_words: ["Satisfied", "Mostly satisfied", "Not satisfied"],
    comment: "Anything to add?",
    optional: "Optional",
    comment_hint: "Up to 500 characters. Only officers read it; it is not published.",
    rate_send: "Send rating",
    rated: "On {day} you said: {resolved}, {satisfied}.",
    rated_resolved: ["solved", "not solved"],
    rated_satisfied: ["satisfied", "mostly satisfied", "not satisfied"],
    reopened_title: "It goes back to be handled again",
    reopened: "You said that it is not solved. It has been opened again and goes back to the unit in charge. Check progress with your telephone number and code as before.",
    thanks_title: "We have received your rating",
    thanks: "Thank you. Only officers read what you wrote; it is not published.",
    trouble: [
        "Not taken just now",
        "No such address",
        "Please try again later",
        "Not taken",
    ],
    call: ["If it does not work online, call ", "."],
    to_form: "Back to the form",
};
