//! What there is to say, before it is said in a language.

use crate::photos::NotAPhoto;

/// A sentence for whoever sent something: what is wrong, and what to do now. It holds numbers and
/// names of ours, never what somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sentence {
    // The fields of a report.
    /// No kind.
    ChooseKind,
    /// No category.
    ChooseCategory,
    /// A category that the site does not know.
    NoSuchCategory,
    /// No text.
    WriteText,
    /// Fewer characters than these.
    TextTooShort(usize),
    /// More characters than `most`.
    TextTooLong {
        /// How many may be.
        most: usize,
        /// How many there are.
        now: usize,
    },
    /// A sticker that the site does not know.
    NoSuchSticker,
    /// No street.
    ChooseStreet,
    /// A street that the site does not know.
    NoSuchStreet,
    /// A field of one line with too much in it.
    TooLong {
        /// Which.
        field: Named,
        /// How many characters may be.
        most: usize,
        /// How many there are.
        now: usize,
    },
    /// The box is not ticked.
    Consent,
    /// What is no digit stands in a phone number.
    PhoneSigns,
    /// Too many or too few digits.
    PhoneLength,
    /// A landline without its area.
    PhoneArea,
    /// A position without two numbers.
    LocationNumbers,
    /// A position abroad.
    LocationAbroad,
    /// Neither WGS-84 nor GCJ-02.
    LocationDatum,
    /// A position in another shape.
    LocationShape,
    /// The honeypot is filled.
    Trapped,
    /// Sent faster than anyone reads.
    TooQuick,
    /// The answers changed after they were checked.
    CheckAgain,
    /// The check page was left open too long.
    CheckedLongAgo,

    // Types and names of fields.
    /// Not a string.
    OnlyText,
    /// Not a switch.
    OnlySwitch,
    /// Not a list.
    OnlyList,
    /// A field that is not known.
    UnknownField,
    /// A field that our forms do not send.
    UnknownFormField,

    // Look-ups and ratings.
    /// No code.
    WriteCode,
    /// No code, said to a program.
    GiveCode,
    /// No receipt.
    GiveReceipt,
    /// Not there, somebody else's, or a wrong code.
    NoSuchReport,
    /// Not said whether it is resolved.
    ChooseResolved,
    /// Not said how satisfied.
    ChooseSatisfied,
    /// A comment with too much in it.
    CommentTooLong {
        /// How many characters may be.
        most: usize,
        /// How many there are.
        now: usize,
    },
    /// This closing was rated.
    RatedAlready,
    /// Nothing to rate yet.
    NotClosed,
    /// Cannot be rated for another reason.
    CannotRate,

    // Photos.
    /// A file that is no photo.
    NotAPhoto(NotAPhoto),
    /// More photos than there is room for.
    PhotosLeft {
        /// How many a report may have.
        most: u8,
        /// How many it may still get.
        left: usize,
    },
    /// No list of photos.
    ListPhotos,
    /// More than a report may have.
    MostPhotos(u8),
    /// A photo beyond the last place.
    PhotoNotTaken(u8),
    /// An entry in another shape.
    PhotoShape,
    /// The place for photos does not answer.
    PhotosAway,
    /// This photo was not kept; the report was.
    PhotoLater,
    /// Report and photos are too large together.
    WithPhotosTooLarge,
    /// Not a whole multipart body.
    MultipartBroken,
    /// Another type than multipart.
    UseMultipart,
    /// A form without its file.
    NoFile,
    /// The grant is over.
    GrantOver,
    /// No grant for this.
    NoGrant,
    /// The file is too large to be read at all.
    FileTooLarge,
    /// The file broke off.
    FileIncomplete,
    /// The photo is there.
    PhotoReceived,

    // The request as a whole.
    /// So many fields have to be put right.
    Faults(usize),
    /// The table, the keys or the site's files are not there.
    NotThere,
    /// The network has had its share; minutes until there is more.
    OverQuota(i64),
    /// A fault of ours.
    Broken,
    /// The proof of work does not do.
    NotPaid,
    /// The same, at its field.
    NotPaidField,
    /// The key came before, with other words.
    KeyReused,
    /// The same, at the header.
    KeyReusedField,
    /// No usable key.
    NoKey,
    /// The same, at the header.
    NoKeyField,
    /// No such address.
    NoSuchAddress,
    /// A method that the address does not take.
    WrongMethod(String),
    /// Neither JSON nor a form.
    WrongType,
    /// Not JSON.
    UseJson,
    /// More kilobytes than these.
    BodyTooLong(usize),
    /// Not a JSON object.
    NotAnObject,
}

/// A field of one line, as a sentence names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// 地点
    Place,
    /// 电话
    Phone,
    /// 称呼
    Name,
}
