//! Chinese.

use super::{Named, Pages, Sentence};
use crate::{intake_tables::LOOP, photos::NotAPhoto};
use std::borrow::Cow;

/// The words of a sentence.
pub(super) fn say(sentence: &Sentence) -> Cow<'static, str> {
    use Sentence as S;
    let text = match sentence {
        S::ChooseKind => "请选择要办的事：举报、咨询、建议或预约。",
        S::ChooseCategory => "请选择问题类别。",
        S::NoSuchCategory => "没有这个问题类别，请从列表中选择。",
        S::WriteText => "请写下情况：什么事、在哪里。",
        S::TextTooShort(fewest) => {
            return format!("请写得再具体些，至少 {fewest} 个字。").into();
        }
        S::TextTooLong { most, now } => {
            return format!("请把情况压缩到 {most} 个字以内，现在是 {now} 个字。").into();
        }
        S::NoSuchSticker => "没有这个贴纸编号，请去掉它，改在“地点”一栏写明位置。",
        S::ChooseStreet => "请选择所在街道。",
        S::NoSuchStreet => "没有这个街道，请从列表中选择。",
        S::TooLong { field, most, now } => {
            let field = match field {
                Named::Place => "地点",
                Named::Phone => "电话",
                Named::Name => "称呼",
            };
            return format!("请把{field}写短些，最多 {most} 个字，现在是 {now} 个字。").into();
        }
        S::Consent => "请勾选同意，我们才能受理您填写的内容。",
        S::PhoneSigns => {
            "电话号码只能有数字，请填 11 位手机号，或带区号的固定电话，例如 010-12345678。"
        }
        S::PhoneLength => {
            "电话号码的位数不对，请填 11 位手机号，或带区号的固定电话，例如 010-12345678。"
        }
        S::PhoneArea => "固定电话请加上区号，例如 010-12345678。",
        S::LocationNumbers => {
            "位置要有纬度（lat）和经度（lon）两个数，例如 39.905 和 116.165；说不清就去掉位置，用文字写地点。"
        }
        S::LocationAbroad => {
            "这个位置不在国内，请核对纬度和经度有没有写反；说不清就去掉位置，用文字写地点。"
        }
        S::LocationDatum => "位置的坐标系（datum）只能是 wgs84 或 gcj02。",
        S::LocationShape => {
            "位置要写成 {\"lat\": 数字, \"lon\": 数字, \"datum\": \"wgs84\" 或 \"gcj02\"}。"
        }
        S::Trapped => {
            "有一栏是用来识别自动程序的，要空着；请回到表单重新填写，让标着“空着”的那一栏空着。"
        }
        S::TooQuick => "提交得太快了，请核对一遍再提交。",
        S::CheckAgain => "内容有变动，请再核对一遍后提交。",
        S::CheckedLongAgo => "页面放得太久了，请再核对一遍后提交。",
        S::OnlyText => "只能是文字（字符串）。",
        S::OnlySwitch => "只能是 true 或 false。",
        S::OnlyList => "要是一个列表。",
        S::UnknownField => "没有这个字段，请去掉。",
        S::UnknownFormField => "没有这个字段，请从网站的表单提交。",
        S::WriteCode => "请填写查询码。",
        S::GiveCode => "请给出查询码。",
        S::GiveReceipt => "请给出回执号。",
        S::NoSuchReport => "没有查到这一件，请核对回执号、电话和查询码。",
        S::ChooseResolved => "请选择解决了没有。",
        S::ChooseSatisfied => "请选择满意、基本满意或不满意。",
        S::CommentTooLong { most, now } => {
            return format!("请写短些，最多 {most} 个字，现在是 {now} 个字。").into();
        }
        S::RatedAlready => "这次办结您已经评价过，每次办结可以评价一次。",
        S::NotClosed => "这一件还没有办结，办结以后才能评价。",
        S::CannotRate => "这一件现在不能评价，请过一会儿再试。",
        S::NotAPhoto(why) => return not_a_photo(*why),
        S::PhotosLeft { most, left } => {
            return format!("一件最多 {most} 张照片，这件还可以加 {left} 张。").into();
        }
        S::ListPhotos => "请列出照片。",
        S::MostPhotos(most) => return format!("一件最多 {most} 张照片。").into(),
        S::PhotoNotTaken(most) => {
            return format!("一件最多 {most} 张照片，这一张没有收。").into();
        }
        S::PhotoShape => "每张照片要有 type（文字）和 size（整数），不要有别的。",
        S::PhotosAway => "照片暂时收不了，请过一会儿再试。举报已经收下，不受影响。",
        S::PhotoLater => "这张照片暂时没有收下，可以凭查询码再传。",
        S::WithPhotosTooLarge => {
            "内容太大：连照片一起最多 4.5 MB。请先提交文字，再凭回执单独上传照片。"
        }
        S::MultipartBroken => "内容不是完整的 multipart/form-data，请检查格式。",
        S::UseMultipart => "请用 multipart/form-data 提交。",
        S::NoFile => "没有收到照片，请选一张再传。",
        S::GrantOver => "上传照片的许可过了时间，请重新取得许可后再传。",
        S::NoGrant => "没有上传这张照片的许可，请从回执页上传。",
        S::FileTooLarge => "照片太大，请换一张小一些的。",
        S::FileIncomplete => "照片没有传完整，请再传一次。",
        S::PhotoReceived => "照片已收到。",
        S::Faults(count) => return format!("有 {count} 处需要改正。").into(),
        S::NotThere => "系统暂时没有收下，请过几秒用同一份内容再提交一次，不会重复受理。",
        S::OverQuota(minutes) => {
            return format!(
                "您所在的网络这一小时提交得太多了，请过 {minutes} 分钟再试；急事请拨打 12345。"
            )
            .into();
        }
        S::Broken => "系统出了错，没有收下；请过一会儿再试，或拨打 12345。",
        S::NotPaid => "验证没有通过，请重新获取验证（GET /api/challenge）后再提交。",
        S::NotPaidField => "验证缺失、已过期或已用过，请重新获取后再提交。",
        S::KeyReused => "先前用同一个编号（Idempotency-Key）提交的另一份内容已经收下。",
        S::KeyReusedField => {
            "先前用同一个编号（Idempotency-Key）提交的另一份内容已经收下；要再交这一份，请换一个编号提交。"
        }
        S::NoKey => "缺少可用的 Idempotency-Key 请求头。",
        S::NoKeyField => "请在请求头给出 16 到 128 个字母、数字、下划线或连字符，例如一个 UUID。",
        S::NoSuchAddress => {
            "没有这个地址；可用的有 /api/health、/api/challenge、/api/form、/api/reports、/api/photos、/api/lookups、/api/feedback、/api/openapi.json。"
        }
        S::WrongMethod(method) => {
            return format!("这个地址不接受 {method}，请看 Allow。").into();
        }
        S::WrongType => {
            "请用 application/json 或 application/x-www-form-urlencoded 提交；举报连照片一起交，用 multipart/form-data。"
        }
        S::UseJson => "请用 application/json 提交。",
        S::BodyTooLong(kilobytes) => {
            return format!("内容太长，最多 {kilobytes} KB。").into();
        }
        S::NotAnObject => "内容不是一个 JSON 对象，请检查格式。",
    };
    Cow::Borrowed(text)
}

fn not_a_photo(why: NotAPhoto) -> Cow<'static, str> {
    let text = match why {
        NotAPhoto::Heic => {
            "这张照片是 HEIC 格式，这里还不能收。请在手机的“设置、相机、格式”里选“兼容性最佳”后重拍，或者先存成 JPG 再选。"
        }
        NotAPhoto::Unknown => "这个文件不是照片，请选 JPG、PNG 或 WebP 格式的照片。",
        NotAPhoto::Empty => "这个文件是空的，请换一张照片。",
        NotAPhoto::TooLarge(most) => {
            let megabytes = most / (1024 * 1024);
            return format!("这张照片太大，最多 {megabytes} MB。请换一张，或者先用手机把它改小。")
                .into();
        }
        NotAPhoto::NotAsSaid => "照片的格式和声明的不一样，请重新选这张照片。",
    };
    Cow::Borrowed(text)
}

/// The words of the pages.
pub(super) static PAGES: Pages = Pages {
    kinds: ["举报", "咨询", "建议", "预约"],
    steps: [
        LOOP[0].0, LOOP[1].0, LOOP[2].0, LOOP[3].0, LOOP[4].0, LOOP[5].0, LOOP[6].0,
    ],
    colon: "：",
    urgent: ["着急的事请打 ", "。"],
    problems: "有 {n} 处需要改正",
    one_problem: "有 1 处需要改正",
    correct: "请改正后再提交",
    change: "修改后再提交",
    fill_in: "我要举报",
    placed: "您正在为“{place}”上报。",
    check_title: "请核对后提交",
    check_lead: "还没有提交。内容没有问题，请按“确认提交”。",
    answers: [
        "您要做什么",
        "问题类别",
        "具体情况",
        "所在街道",
        "具体地点",
        "联系电话",
        "怎么称呼您",
        "以前的查询码",
        "办完以后请回复我",
        "同意隐去个人信息后，在本站公开这件事和处理结果",
    ],
    left_out: "（未填）",
    yes: "是",
    no: "否",
    similar: [
        "同一街道、同类问题办过一些：",
        "看办得怎么样（新窗口）",
        "。没有解决，照样可以提交。",
    ],
    no_phone: "您没有留联系电话：以后只凭查询码查看进度，请务必记下。",
    confirm: "确认提交",
    back: "返回修改",
    done_title: "已收到您的{kind}",
    receipt: "回执号",
    code: "查询码",
    joined: "这一件和以前的放在一起，用同一个查询码查看。",
    code_unknown: "您填写的以前的查询码和电话对不上，这一件用上面的新查询码查看。",
    keep: "查询码只在这里显示一次，我们没有办法替您找回。请存成文件、抄下、截图或打印这一页，不要转发给别人。",
    save: "存成文件",
    save_name: "回执-{receipt}.txt",
    save_where: "查进度：在“{site}”网站打开“查进度”。",
    save_keep: "查询码请不要转发给别人。",
    photos: "照片",
    photos_there: "已经收到 {n} 张。",
    photos_full: "最多 {n} 张，已经齐了。",
    photos_how: "有照片更容易办。每张选好后按“上传这一张”，旁边出现“照片已收到”就好了。每张最多 {mb} MB，JPG、PNG 或 WebP 格式。不传照片也会受理。",
    photo_number: "第 {n} 张",
    photo_send: "上传这一张",
    photo_frame: "第 {n} 张照片收到没有",
    next: "接下来",
    next_first: "工作人员看过后，派给负责的单位。",
    next_second: "一般 {n} 个工作日内有处理结果；办到哪一步，随时能查。",
    reply_phone: "办完以后，按您留的电话回复。",
    reply_written: "您没有留电话，回复写在进度里。",
    reply_none: "处理结果写在进度里。",
    published: "办结后，隐去个人信息登在本站。",
    look: "查进度时，填您的电话和查询码。",
    look_code: "查进度时，电话一栏空着，只填查询码。",
    to_lookup: "查进度",
    again: "再提交一件",
    progress: "办理进度",
    none: "没有查到",
    none_text: [
        "请核对电话和查询码。提交时没留电话的，电话一栏要空着。查询码过了有效期也查不到。核对后还是没有，请打 ",
        "。",
    ],
    stage: "现在",
    filed: "提交时间",
    updated: "最近更新",
    expected: "预计答复",
    before: "{day}前",
    street: "所在街道",
    history: "经过",
    reply: "答复",
    some_stage: "办理中",
    usual: "一般 {n} 个工作日内有处理结果。",
    outcome: "看公开的办理结果",
    look_again: "再查一次",
    rate_title: "办得怎么样",
    resolved: "解决了吗",
    resolved_yes: "解决了",
    resolved_no: "没有解决，请重新办理",
    satisfied: "您满意吗",
    satisfied_words: ["满意", "基本满意", "不满意"],
    comment: "想说的话",
    optional: "可不填",
    comment_hint: "最多 500 字，只给工作人员看，不公开。",
    rate_send: "提交评价",
    rated: "{day}，您说{resolved}，{satisfied}。",
    rated_resolved: ["已经解决", "没有解决"],
    rated_satisfied: ["满意", "基本满意", "不满意"],
    reopened_title: "已转回重新办理",
    reopened: "您说没有解决，这一件已经重新打开，由负责的单位再办。进度照旧凭电话和查询码查看。",
    thanks_title: "已收到您的评价",
    thanks: "谢谢。您写的意见只给工作人员看，不会公开。",
    trouble: ["暂时没有收下", "没有这个地址", "请过一会儿再试", "没有收下"],
    call: ["网上一时用不了，请打 ", "。"],
    to_form: "回到填写页",
};
