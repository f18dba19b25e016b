//! From bytes to text: UTF-8 with and without a byte order mark, UTF-16 with one, GB18030.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextFault {
    /// UTF-8 that is broken in this line.
    BrokenUtf8(usize),
    /// None of the encodings that are read.
    Unknown,
}

/// Decodes a file. A platform does not say how it writes; the bytes do.
pub(super) fn decode(bytes: &[u8]) -> Result<String, TextFault> {
    let whole = |encoding: &'static encoding_rs::Encoding, bytes: &[u8]| {
        encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .map(|text| text.into_owned())
            .ok_or(TextFault::Unknown)
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest).map_err(TextFault::BrokenUtf8),
        [0xff, 0xfe, rest @ ..] => whole(UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => whole(UTF_16BE, rest),
        _ => match utf8(bytes) {
            Ok(text) => Ok(text),
            // Bytes that begin as Chinese in UTF-8 for a whole line are UTF-8 with something broken
            // in it: read as GB18030 they would become other words.
            Err(line) if line > 1 && first_line_is_chinese(bytes) => {
                Err(TextFault::BrokenUtf8(line))
            }
            Err(_) => whole(GB18030, bytes).and_then(|text| {
                // What decodes to signs that no keyboard writes was something else.
                let strange = |ch: char| {
                    matches!(ch, '\u{0}'..='\u{8}' | '\u{e000}'..='\u{f8ff}' | '\u{fffd}')
                };
                if text.contains(strange) {
                    Err(TextFault::Unknown)
                } else {
                    Ok(text)
                }
            }),
        },
    }
}

/// The text, or the line in which it is broken.
fn utf8(bytes: &[u8]) -> Result<String, usize> {
    std::str::from_utf8(bytes)
        .map(str::to_owned)
        .map_err(|error| {
            let good = &bytes[..error.valid_up_to()];
            good.iter().filter(|byte| **byte == b'\n').count() + 1
        })
}

fn first_line_is_chinese(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or(bytes);
    std::str::from_utf8(line).is_ok_and(|line| !line.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "工单编号,街道\n１,金顶街街道䶮\n";

    #[test]
    fn the_bytes_say_how_they_are_written() {
        let utf16 = |bytes: fn(u16) -> [u8; 2], mark: [u8; 2]| {
            let mut all = mark.to_vec();
            all.extend(TEXT.encode_utf16().flat_map(bytes));
            all
        };
        let spellings = [
            TEXT.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", TEXT.as_bytes()].concat(),
            utf16(u16::to_le_bytes, [0xff, 0xfe]),
            utf16(u16::to_be_bytes, [0xfe, 0xff]),
            GB18030.encode(TEXT).0.into_owned(),
        ];
        for bytes in spellings {
            assert_eq!(decode(&bytes).as_deref(), Ok(TEXT));
        }
    }

    #[test]
    fn broken_utf8_does_not_become_other_words() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.extend(b"2,\xe9\x87\n");
        assert_eq!(decode(&bytes), Err(TextFault::BrokenUtf8(3)));
        assert_eq!(decode(b"\xff\xff\xff\xff"), Err(TextFault::Unknown));
    }
}
