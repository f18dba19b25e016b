//! Phone numbers, brought to E.164 before anything is derived from them: the same phone typed in
//! two ways must open the same reports.

use super::typed::narrow;
use std::fmt;

/// A phone number in E.164. Its `Debug` shows nothing, so that no log can.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone {
    e164: String,
    /// The digits after +86, with the trunk 0 for landlines: how people here write it.
    national: Option<String>,
}

/// Why something is not a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAPhone {
    /// Something else than digits and what people put between them.
    Signs,
    /// Too many or too few digits.
    Length,
    /// A landline without its area.
    NoArea,
}

impl Phone {
    /// Reads what someone typed: mainland mobiles and landlines with or without +86 or 0086, any
    /// separators, full-width digits; numbers of other countries with + or 00. An extension
    /// (转801) is left out, it belongs to no E.164 number.
    pub fn read(typed: &str) -> Result<Self, NotAPhone> {
        let typed: String = typed.trim().chars().map(narrow).collect();
        let main = typed
            .split(['转', '轉', '#', ','])
            .next()
            .unwrap_or_default();
        let main = main.split("ext").next().unwrap_or_default();
        let mut digits = String::with_capacity(16);
        let mut international = false;
        for c in main.chars() {
            match c {
                '0'..='9' => digits.push(c),
                '+' if digits.is_empty() => international = true,
                '-' | '‐' | '‑' | '–' | '—' | '.' | '·' | '/' | '_' | '~' | '*' | '(' | ')'
                | '（' | '）' => {}
                c if c.is_whitespace() => {}
                _ => return Err(NotAPhone::Signs),
            }
        }
        if !international && let Some(rest) = digits.strip_prefix("00") {
            digits = rest.to_owned();
            international = true;
        }
        if international {
            return match digits.strip_prefix("86") {
                Some(rest) => mainland(rest),
                None if (7..=15).contains(&digits.len()) && !digits.starts_with('0') => Ok(Self {
                    e164: format!("+{digits}"),
                    national: None,
                }),
                None => Err(NotAPhone::Length),
            };
        }
        // 86 without a sign in front of a whole mobile number.
        match digits.strip_prefix("86") {
            Some(rest) if is_mobile(rest) => mainland(rest),
            _ if is_mobile(&digits) || digits.starts_with('0') => mainland(&digits),
            _ if (7..=8).contains(&digits.len()) => Err(NotAPhone::NoArea),
            _ => Err(NotAPhone::Length),
        }
    }

    /// `+8613812345678`.
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// The ways in which people write this number, for masking it wherever it occurs.
    pub fn spellings(&self) -> Vec<String> {
        let mut all = vec![self.e164.clone()];
        if let Some(national) = &self.national {
            all.push(national.clone());
            if is_mobile(national) {
                let (a, rest) = national.split_at(3);
                let (b, c) = rest.split_at(4);
                all.push(format!("{a} {b} {c}"));
                all.push(format!("{a}-{b}-{c}"));
            } else {
                let (area, number) = national.split_at(area_length(national));
                all.push(format!("{area}-{number}"));
                all.push(number.to_owned());
            }
        }
        all
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Phone(…)")
    }
}

/// A mainland number from its digits after the country code, with or without the trunk 0.
fn mainland(digits: &str) -> Result<Phone, NotAPhone> {
    if is_mobile(digits) {
        return Ok(Phone {
            e164: format!("+86{digits}"),
            national: Some(digits.to_owned()),
        });
    }
    let significant = digits.strip_prefix('0').unwrap_or(digits);
    let national = format!("0{significant}");
    let number = significant.len().checked_sub(area_length(&national) - 1);
    let plausible = !significant.starts_with('0') && matches!(number, Some(7 | 8));
    if !plausible {
        return Err(if is_mobile(significant) {
            NotAPhone::Signs
        } else {
            NotAPhone::Length
        });
    }
    Ok(Phone {
        e164: format!("+86{significant}"),
        national: Some(national),
    })
}

/// 010 and 02x are areas of three digits, all others of four.
fn area_length(national: &str) -> usize {
    if national.starts_with("01") || national.starts_with("02") {
        3
    } else {
        4
    }
}

fn is_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mobile_typed_in_many_ways_is_one_number() {
        for typed in [
            "13812345678",
            "138 1234 5678",
            "138-1234-5678",
            "+86 138-1234-5678",
            "0086 13812345678",
            "8613812345678",
            "１３８１２３４５６７８",
            "（+86）138·1234·5678",
        ] {
            assert_eq!(
                Phone::read(typed).unwrap().e164(),
                "+8613812345678",
                "{typed}"
            );
        }
    }

    #[test]
    fn one_landline_typed_in_many_ways_is_one_number() {
        for typed in [
            "010-88881234",
            "01088881234",
            "(010) 8888 1234",
            "+86 10 88881234",
            "010-88881234转801",
        ] {
            assert_eq!(
                Phone::read(typed).unwrap().e164(),
                "+861088881234",
                "{typed}"
            );
        }
        assert_eq!(Phone::read("0311-8888123").unwrap().e164(), "+863118888123");
    }

    #[test]
    fn numbers_of_other_countries_are_taken_as_they_are() {
        assert_eq!(
            Phone::read("+852 2345 6789").unwrap().e164(),
            "+85223456789"
        );
        assert_eq!(
            Phone::read("001 202 555 0100").unwrap().e164(),
            "+12025550100"
        );
    }

    #[test]
    fn a_landline_without_its_area_is_told_so() {
        assert_eq!(Phone::read("88881234"), Err(NotAPhone::NoArea));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in [
            "",
            "1381234567",
            "138123456789",
            "张三",
            "12345",
            "+86 12345",
            "abc13812345678",
        ] {
            assert!(Phone::read(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn spellings_cover_how_people_write_it() {
        let mobile = Phone::read("13812345678").unwrap().spellings();
        assert_eq!(
            mobile,
            [
                "+8613812345678",
                "13812345678",
                "138 1234 5678",
                "138-1234-5678"
            ]
        );
        let landline = Phone::read("010-88881234").unwrap().spellings();
        assert_eq!(
            landline,
            ["+861088881234", "01088881234", "010-88881234", "88881234"]
        );
    }

    #[test]
    fn debug_of_a_phone_says_nothing() {
        assert_eq!(
            format!("{:?}", Phone::read("13812345678").unwrap()),
            "Phone(…)"
        );
    }
}
