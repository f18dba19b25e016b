//! Every component of the theme renders with its own examples.

use jiayuan::build::{BuildOptions, read};
use jiayuan::diagnostic::Diagnostics;
use jiayuan::render::filters::register;
use jiayuan::render::views::site::SiteView;
use jiayuan_tests::TestSite;
use serde_json::Value;
use tera::{Context, Tera};

#[test]
fn every_component_renders_its_examples() {
    let small = TestSite::small();
    let options = BuildOptions {
        cwd: small.root().to_owned(),
        content: "content".into(),
        themes: "themes".into(),
        output: "public".into(),
        base_url: None,
        now: "2026-03-01T09:00:00".parse().expect("a time"),
        drafts: false,
        force: false,
        changes: None,
    };
    let (site, theme) = read(&options, &mut Diagnostics::default()).expect("the small site");
    let mut tera = Tera::default();
    register(&mut tera, &theme.words["zh-CN"]);
    tera.add_raw_templates(
        theme
            .templates
            .iter()
            .map(|(n, t)| (n.as_str(), t.as_str())),
    )
    .expect("the theme's templates");
    let context = tera.global_context();
    context.insert("site", &SiteView::of(&site));
    context.insert("t", &theme.words["zh-CN"]);
    context.insert("base", "");
    let mut rendered = 0;
    for entry in std::fs::read_dir(small.path("themes/default/components")).expect("components") {
        let folder = entry.expect("a component").path();
        let name = folder
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        for file in ["README.md", "template.html", "examples.json"] {
            assert!(folder.join(file).is_file(), "{name} has no {file}");
        }
        let text = std::fs::read_to_string(folder.join("examples.json")).expect("examples");
        let examples: Value = serde_json::from_str(&text).expect("examples are JSON");
        for example in examples["examples"].as_array().expect("a list of examples") {
            let args = example["args"].as_object().expect("arguments");
            let mut context = Context::new();
            context.insert("args", args);
            let passed: Vec<String> = args
                .keys()
                .map(|key| format!("{key}={{args.{key}}}"))
                .collect();
            let call = format!("{{{{ <{name} {} /> }}}}", passed.join(" "));
            let html = tera
                .render_str(&call, &context, true)
                .unwrap_or_else(|error| panic!("{name}, {}: {error}", example["name"]));
            assert!(
                !html.trim().is_empty(),
                "{name}, {} is empty",
                example["name"]
            );
            rendered += 1;
        }
    }
    assert!(rendered >= 15, "{rendered} examples");
}
