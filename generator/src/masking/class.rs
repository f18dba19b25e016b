//! Kinds of personal information, and what stands in their place.

use serde::{Serialize, Serializer};

/// What a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A private individual's name.
    Person,
    /// A private phone number.
    Phone,
    /// An identity card's number.
    IdCard,
    /// A number plate.
    Plate,
    /// A bank card's number.
    BankCard,
    /// An e-mail address.
    Email,
    /// An account of a messenger.
    Account,
    /// From the unit or room of a dwelling on.
    Room,
    /// A date of birth.
    Birth,
    /// A passport or travel permit.
    Passport,
    /// A pair of coordinates.
    Position,
    /// An address in the network.
    Network,
    /// The secret part of a link.
    Token,
    /// A child's school class.
    SchoolClass,
    /// The office's own number of a case.
    CaseNumber,
    /// A private string of the reporter that is none of the above.
    Private,
}

impl Class {
    /// Stable name in findings.
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Phone => "PHONE",
            Self::IdCard => "ID_CARD",
            Self::Plate => "PLATE",
            Self::BankCard => "BANK_CARD",
            Self::Email => "EMAIL",
            Self::Account => "WECHAT_QQ",
            Self::Room => "ADDRESS_ROOM",
            Self::Birth => "DOB",
            Self::Passport => "PASSPORT",
            Self::Position => "GPS",
            Self::Network => "IP",
            Self::Token => "URL_TOKEN",
            Self::SchoolClass => "MINOR_SCHOOL",
            Self::CaseNumber => "CASE_NO",
            Self::Private => "PRIVATE",
        }
    }

    /// What a reader sees instead. Its length says nothing about what it stands for.
    pub fn placeholder(self) -> &'static str {
        match self {
            Self::Person => "〔姓名〕",
            Self::Phone => "〔电话〕",
            Self::IdCard | Self::Passport => "〔证件号〕",
            Self::Plate => "〔车牌〕",
            Self::BankCard => "〔卡号〕",
            Self::Email => "〔邮箱〕",
            Self::Account => "〔账号〕",
            Self::Room => "〔门牌〕",
            Self::Birth => "〔出生日期〕",
            Self::Position => "〔坐标〕",
            Self::Network => "〔网络地址〕",
            Self::Token => "〔链接参数〕",
            Self::SchoolClass => "〔班级〕",
            Self::CaseNumber => "〔案件编号〕",
            Self::Private => "〔个人信息〕",
        }
    }
}

impl Serialize for Class {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
