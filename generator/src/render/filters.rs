//! Filters for templates, where a component would have to take texts apart on every page.

use tera::value::{Key, Map};
use tera::{Kwargs, State, Tera, TeraResult};

/// Puts the filters in.
pub fn register(tera: &mut Tera) {
    tera.register_filter("in_words", in_words);
}

/// A day or month in words: `value | in_words(format=t.date)`. `value` is `YYYY-MM-DD`,
/// `YYYY-MM-DD HH:MM` or `YYYY-MM`; `format` has `day` and `month` with `{y}`, `{m}` and `{d}` in them,
/// and `months` with the names of the months where they have names. With `time=true` the time of day
/// follows. What is no date stays as it is.
fn in_words(value: &str, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let format = arguments.must_get::<&Map>("format")?;
    let with_time = arguments.get::<bool>("time")?.unwrap_or(false);
    let (day, time) = value.split_once(' ').unwrap_or((value, ""));
    let mut parts = day.split('-');
    let (Some(year), Some(month), date, None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Ok(value.to_owned());
    };
    let pattern = format.get(&Key::from(if date.is_some() { "day" } else { "month" }));
    let Some(pattern) = pattern.and_then(|pattern| pattern.as_str()) else {
        return Ok(value.to_owned());
    };
    let plain = |number: &str| number.trim_start_matches('0').to_owned();
    let names = format
        .get(&Key::from("months"))
        .and_then(|names| names.as_array());
    let name = month
        .parse::<usize>()
        .ok()
        .and_then(|month| names?.get(month.checked_sub(1)?)?.as_str());
    let month = name.map_or_else(|| plain(month), str::to_owned);
    let mut words = pattern.replace("{y}", year).replace("{m}", &month);
    if let Some(date) = date {
        words = words.replace("{d}", &plain(date));
    }
    if with_time && !time.is_empty() {
        words.push(' ');
        words.push_str(time);
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Context;

    fn said(template: &str, value: &str, months: &[&str]) -> String {
        let mut tera = Tera::default();
        register(&mut tera);
        let mut context = Context::new();
        context.insert("v", value);
        let format =
            serde_json::json!({"day": "{y}年{m}月{d}日", "month": "{m} {y}", "months": months});
        context.insert("format", &format);
        tera.add_raw_templates([("t.txt", template)])
            .expect("a template");
        tera.render("t.txt", &context).expect("rendered")
    }

    #[test]
    fn a_day_a_month_and_a_time_are_words() {
        let plain = "{{ v | in_words(format=format) }}";
        assert_eq!(said(plain, "2017-08-03", &[]), "2017年8月3日");
        assert_eq!(said(plain, "2017-08-03 09:12", &[]), "2017年8月3日");
        assert_eq!(
            said(plain, "2017-02", &["January", "February"]),
            "February 2017"
        );
        assert_eq!(said(plain, "去年", &[]), "去年");
        let timed = "{{ v | in_words(format=format, time=true) }}";
        assert_eq!(said(timed, "2017-08-03 09:12", &[]), "2017年8月3日 09:12");
        assert_eq!(said(timed, "2017-08-03", &[]), "2017年8月3日");
    }
}
