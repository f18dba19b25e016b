//! A marker planted in every private place of a record and of every photo format appears nowhere in
//! what the border lets through, nor in the site that is built from it.

use std::io::Read;

use flate2::read::GzDecoder;
use jiayuan_tests::{TestSite, repository};

/// Stands in names, numbers of cases, grids, metadata.
const MARKER: &str = "MARKER7Q";

/// Private strings that are known, written into the words as residents write them.
const NAME: &str = "甄标记";
const PHONE: &str = "13800007777";
const ADDRESS: &str = "标记里9号楼7单元707室";

/// In no output, in any spelling that a byte search finds.
const FORBIDDEN: [&str; 9] = [
    MARKER,
    NAME,
    PHONE,
    ADDRESS,
    "707室",
    "07:17",
    "39.9717",
    "116.1717",
    "标记的原话",
];

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

/// EXIF whose artist and description are the marker.
fn exif() -> Vec<u8> {
    let text = format!("{MARKER} {PHONE}\0");
    let length = u32::try_from(text.len()).expect("short").to_be_bytes();
    let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    for tag in [[0x01, 0x0e], [0x01, 0x3b]] {
        tiff.extend(tag);
        tiff.extend([0, 2]);
        tiff.extend(length);
        tiff.extend([0, 0, 0, 38]);
    }
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(text.as_bytes());
    tiff
}

fn xmp() -> Vec<u8> {
    format!("<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>{MARKER}</dc:creator></x:xmpmeta>")
        .into_bytes()
}

/// A colour profile that is only its description.
fn profile() -> Vec<u8> {
    let mut profile = vec![0; 128];
    profile[36..40].copy_from_slice(b"acsp");
    profile.extend([0, 0, 0, 1]);
    profile.extend(b"desc\0\0\0\x90\0\0\0\x20");
    profile.extend(format!("desc\0\0\0\0{MARKER}").as_bytes());
    profile.resize(256, 0);
    let length = u32::try_from(profile.len()).expect("short");
    profile[..4].copy_from_slice(&length.to_be_bytes());
    profile
}

/// A marker in every segment that a JPEG can carry, and behind its end.
fn marked_jpeg(plain: &[u8]) -> Vec<u8> {
    let mut bytes = plain[..2].to_vec();
    let mut segment = |kind: u8, data: &[u8]| {
        bytes.extend([0xff, kind]);
        let length = u16::try_from(data.len() + 2).expect("short");
        bytes.extend(length.to_be_bytes());
        bytes.extend(data);
    };
    segment(0xe1, &[b"Exif\0\0".as_slice(), &exif()].concat());
    segment(
        0xe1,
        &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), &xmp()].concat(),
    );
    segment(
        0xe2,
        &[b"ICC_PROFILE\0\x01\x01".as_slice(), &profile()].concat(),
    );
    let iptc = [b"\x1c\x02\x50\0\x08".as_slice(), MARKER.as_bytes()].concat();
    let mut photoshop = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0".to_vec();
    photoshop.push(u8::try_from(iptc.len()).expect("short"));
    photoshop.extend(iptc);
    segment(0xed, &photoshop);
    segment(0xef, MARKER.as_bytes());
    segment(0xfe, format!("{MARKER} {NAME}").as_bytes());
    bytes.extend(&plain[2..]);
    bytes.extend(format!("{MARKER} behind the end").as_bytes());
    bytes
}

fn zlib(data: &[u8]) -> Vec<u8> {
    let mut packed = flate2::read::ZlibEncoder::new(data, flate2::Compression::default());
    let mut bytes = Vec::new();
    packed.read_to_end(&mut bytes).expect("memory is readable");
    bytes
}

/// A marker in every chunk that a PNG can carry, before and behind the pixels, and behind its end.
fn marked_png(plain: &[u8]) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut chunk = u32::try_from(data.len())
            .expect("short")
            .to_be_bytes()
            .to_vec();
        chunk.extend(kind);
        chunk.extend(data);
        let sum = crc(&chunk[4..]);
        chunk.extend(sum.to_be_bytes());
        chunk
    };
    let text = [b"Author\0".as_slice(), MARKER.as_bytes()].concat();
    let packed = [b"Comment\0\0".as_slice(), &zlib(MARKER.as_bytes())].concat();
    let wide = [b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), &xmp()].concat();
    let profile = [b"profile\0\0".as_slice(), &zlib(&profile())].concat();
    let before = [
        chunk(b"iCCP", &profile),
        chunk(b"tEXt", &text),
        chunk(b"zTXt", &packed),
        chunk(b"iTXt", &wide),
        chunk(b"prVt", MARKER.as_bytes()),
    ]
    .concat();
    let behind = [chunk(b"eXIf", &exif()), chunk(b"tEXt", &text)].concat();
    let end = plain.len() - 12;
    [
        &plain[..33],
        &before,
        &plain[33..end],
        &behind,
        &plain[end..],
        MARKER.as_bytes(),
    ]
    .concat()
}

/// A marker in every chunk that a WebP can carry, and behind its end.
fn marked_webp(plain: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        body.extend(kind);
        body.extend(u32::try_from(data.len()).expect("short").to_le_bytes());
        body.extend(data);
        if data.len() % 2 == 1 {
            body.push(0);
        }
    };
    let mut head = vec![0x2c, 0, 0, 0];
    for side in [width, height] {
        head.extend(&(side - 1).to_le_bytes()[..3]);
    }
    chunk(b"VP8X", &head);
    chunk(b"ICCP", &profile());
    let length = u32::from_le_bytes(plain[16..20].try_into().expect("a length")) as usize;
    chunk(
        plain[12..16].try_into().expect("a kind"),
        &plain[20..20 + length],
    );
    chunk(b"EXIF", &exif());
    chunk(b"XMP ", &xmp());
    chunk(b"PRVT", MARKER.as_bytes());
    let mut bytes = b"RIFF".to_vec();
    bytes.extend(u32::try_from(body.len()).expect("short").to_le_bytes());
    bytes.extend(body);
    bytes.extend(MARKER.as_bytes());
    bytes
}

/// Pictures that differ, so that each has a master of its own.
fn pictures(shade: u8) -> [(&'static str, Vec<u8>); 3] {
    use image::{ExtendedColorType::Rgb8, ImageEncoder, codecs};
    let (width, height) = (320, 200);
    let photo = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([shade, (x % 256) as u8, (y % 256) as u8])
    });
    let raw = photo.as_raw();
    let mut jpeg = Vec::new();
    codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 90)
        .write_image(raw, width, height, Rgb8)
        .expect("a JPEG");
    let mut png = Vec::new();
    codecs::png::PngEncoder::new(&mut png)
        .write_image(raw, width, height, Rgb8)
        .expect("a PNG");
    let mut webp = Vec::new();
    codecs::webp::WebPEncoder::new_lossless(&mut webp)
        .write_image(raw, width, height, Rgb8)
        .expect("a WebP");
    [
        ("jpg", marked_jpeg(&jpeg)),
        ("png", marked_png(&png)),
        ("webp", marked_webp(&webp, width, height)),
    ]
}

/// A record with a marker in every field that must stay behind. The words hold what is known of the
/// reporter; whether they may be read at all is the resident's to say.
fn record(number: usize, consent: bool, photos: &serde_json::Value) -> String {
    let original = format!(
        "我叫{NAME}，电话{PHONE}，也可以打１３８-０000 7777，住{ADDRESS}。案件{MARKER}-{number}还没有人来。地锁还立着。"
    );
    let words = if consent {
        original
    } else {
        format!("标记的原话：{original}")
    };
    serde_json::json!({
        "schema_version": 1,
        "public_id": format!("7KQ2M-9XJ4T-0WBA{number}"),
        "case_no": format!("{MARKER}-{number}"),
        "kind": "report",
        "updated_at": "2018-03-09T10:07:17+08:00",
        "source": "公众号",
        "category": {"edition": "GB/T 47678.5-2026", "kind": "事项", "code": "06040", "label": "私设地锁、阻车桩"},
        "title": format!("{NAME}反映车位上装了地锁"),
        "description": words,
        "result": format!("已电话{PHONE}告知，地锁已拆除。"),
        "public_summary": null,
        "street": "金顶街街道",
        "place": format!("{ADDRESS}楼下车位"),
        "grid": format!("{MARKER}-GRID"),
        "location": {"lat": 39.9717, "lon": 116.1717, "datum": "wgs84"},
        "units": [{"name": "金顶街街道办事处", "role": "lead", "dispatched_at": "2018-03-05T09:07:17+08:00",
                   "handle_due_at": "2018-03-07T18:07:17+08:00", "handled_at": "2018-03-06T10:07:17+08:00"}],
        "stages": [{"stage": "reported", "at": "2018-03-05T09:07:17+08:00"}, {"stage": "closed", "at": "2018-03-08T10:07:17+08:00"}],
        "handle_due_at": "2018-03-07T18:07:17+08:00",
        "close_due_at": "2018-03-09T18:07:17+08:00",
        "judgement": {"judged_at": "2018-03-09T07:17:00+08:00", "valid": true, "contacted": true, "resolved": true, "satisfied": "yes"},
        "feedback": {"at": "2018-03-09T07:17:30+08:00", "resolved": true, "satisfied": "mostly"},
        "photos": photos,
        "consent_publish": consent,
        "known": [NAME, PHONE, ADDRESS, format!("{MARKER}-ID")],
    })
    .to_string()
}

/// What a file says after it is unpacked: whoever searches a site unpacks it too.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut all = bytes.to_vec();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut inner = Vec::new();
        GzDecoder::new(bytes)
            .read_to_end(&mut inner)
            .expect("a packed file is whole");
        all.extend(inner);
    }
    all
}

/// A released or derived picture decodes, and holds nothing but what its pixels need.
fn is_bare(path: &str, bytes: &[u8]) {
    use image::ImageDecoder;
    let decoder: Option<Box<dyn ImageDecoder + '_>> = match bytes {
        [0xff, 0xd8, ..] => {
            for segment in [b"Exif".as_slice(), b"ICC_PROFILE", b"8BIM", b"ns.adobe.com"] {
                let has = bytes.windows(segment.len()).any(|window| window == segment);
                assert!(!has, "{path} has metadata");
            }
            assert!(
                bytes.ends_with(&[0xff, 0xd9]),
                "{path} goes on behind its end"
            );
            let input = std::io::Cursor::new(bytes);
            Some(Box::new(
                image::codecs::jpeg::JpegDecoder::new(input).expect("a JPEG"),
            ))
        }
        [b'R', b'I', b'F', b'F', ..] => {
            let length = u32::from_le_bytes(bytes[4..8].try_into().expect("a length")) as usize;
            assert!(bytes.len() <= length + 9, "{path} goes on behind its end");
            assert!(
                matches!(&bytes[12..16], b"VP8 " | b"VP8L"),
                "{path} has metadata"
            );
            let input = std::io::Cursor::new(bytes);
            Some(Box::new(
                image::codecs::webp::WebPDecoder::new(input).expect("a WebP"),
            ))
        }
        _ => None,
    };
    if let Some(mut decoder) = decoder {
        assert_eq!(decoder.exif_metadata().expect("readable"), None, "{path}");
        assert_eq!(decoder.icc_profile().expect("readable"), None, "{path}");
        assert_eq!(decoder.xmp_metadata().expect("readable"), None, "{path}");
        image::DynamicImage::from_decoder(decoder).expect("pixels");
    }
}

fn demand_no_marker(site: &TestSite, folder: &str) -> usize {
    let files = site.files(folder);
    for (path, bytes) in &files {
        let all = unpacked(bytes);
        for forbidden in FORBIDDEN {
            let needle = forbidden.as_bytes();
            assert!(
                !all.windows(needle.len()).any(|window| window == needle),
                "{forbidden} stands in {folder}/{path}"
            );
            assert!(
                !path.contains(forbidden),
                "{forbidden} names {folder}/{path}"
            );
        }
        is_bare(path, bytes);
    }
    files.len()
}

#[test]
fn a_marker_in_every_private_place_appears_in_no_output() {
    let site = TestSite::small();
    let holidays = "content/tables/holidays/2018.toml";
    site.write_bytes(
        holidays,
        &std::fs::read(repository().join(holidays)).expect("the sample's holidays"),
    );
    let ids: Vec<String> = (0..4)
        .map(|number| format!("7KQ2M-9XJ4T-0WBA{number}"))
        .collect();
    let mut lines = String::new();
    // One consenting case for each format as before and another as after; one that did not agree.
    for number in 0..3 {
        let before = &pictures(40 + number as u8)[number];
        let after = &pictures(140 + number as u8)[(number + 1) % 3];
        let mut photos = Vec::new();
        for (role, (ending, bytes)) in [("before", before), ("after", after)] {
            let file = format!("{MARKER}-{number}-{role}.{ending}");
            assert!(bytes.windows(8).any(|window| window == MARKER.as_bytes()));
            site.write_bytes(&format!("private/photos/{file}"), bytes);
            photos.push(serde_json::json!({"role": role, "file": file, "alt": format!("{NAME}拍的地锁，{PHONE}")}));
        }
        lines += &record(number, true, &photos.into());
        lines.push('\n');
    }
    lines += &record(3, false, &serde_json::json!([]));
    lines.push('\n');
    site.write("private/records/2018-03.jsonl", &lines);
    let decide = |ids: &[String]| {
        let mut args = vec![
            "cases",
            "decide",
            "--private",
            "private",
            "--as",
            "审核员",
            "--release",
            "--photos",
        ];
        args.extend(ids.iter().map(String::as_str));
        site.run(&args)
    };
    let _ = decide(&ids[..3]).done();
    assert_eq!(
        decide(&ids[3..]).status,
        1,
        "without consent there is nothing to decide"
    );
    let release = site
        .run(&["cases", "release", "--json", "--private", "private"])
        .done();
    assert_eq!(
        (
            release.number("case_pages"),
            release.number("case_rows"),
            release.number("photos_encoded")
        ),
        (3, 4, 0),
        "{}",
        release.err
    );
    assert_eq!(site.files("content/cases/photos").len(), 6);
    let build = site.build(&[]).done();
    assert_eq!(build.number("case_pages"), 3);
    assert!(demand_no_marker(&site, "content") > 10);
    assert!(demand_no_marker(&site, "public") > 30);
    let page = site.read(&format!("public/cases/{}/index.html", ids[0]));
    for placeholder in ["〔姓名〕", "〔电话〕", "地锁"] {
        assert!(
            page.contains(placeholder),
            "the words are there, masked: {placeholder}"
        );
    }
    // What the commands say is no output of the site, and still says nothing of anybody.
    for said in [&release, &build] {
        for forbidden in [NAME, PHONE, ADDRESS] {
            assert!(!said.err.contains(forbidden) && !said.out.contains(forbidden));
        }
    }
}

#[test]
fn a_photo_in_heic_is_refused_in_words() {
    let site = TestSite::small();
    let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    heic.extend(MARKER.as_bytes());
    site.write_bytes("private/photos/one.heic", &heic);
    let photos = serde_json::json!([{"role": "before", "file": "one.heic"}]);
    site.write(
        "private/records/2018-03.jsonl",
        &(record(0, true, &photos) + "\n"),
    );
    let outcome = site.run(&[
        "cases",
        "decide",
        "--private",
        "private",
        "--as",
        "审核员",
        "--release",
        "--photos",
        "7KQ2M-9XJ4T-0WBA0",
    ]);
    assert_eq!(outcome.status, 1);
    for words in ["bad-photo", "HEIC", "另存为 JPEG"] {
        assert!(outcome.err.contains(words), "{}", outcome.err);
    }
    assert!(
        !outcome.err.contains(PHONE) && !outcome.err.contains(NAME),
        "{}",
        outcome.err
    );
}
