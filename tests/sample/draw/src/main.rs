//! Draws the sample's photos: every scene twice, before and after.
//!
//! Same stage, same seed; only what the scene is about differs. Nothing here depends on the clock,
//! on fonts or on chance, so the files come out the same on every machine.
//!
//! `cargo run --release -- OUT_DIR [KEY]`

mod chance;
mod facade;
mod litter;
mod objects;
mod pen;
mod places;
mod scenes;
mod stage;
mod stalls;
mod street;
mod vehicles;

use std::path::Path;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let out = args
        .next()
        .ok_or("usage: jiayuan-draw-sample OUT_DIR [KEY]")?;
    let only = args.next();
    for scene in scenes::SCENES {
        if only.as_deref().is_none_or(|key| key == scene.key) {
            for after in [false, true] {
                let file = format!("{}-{}.jpg", scene.key, u8::from(after) + 1);
                write(&scenes::draw(scene, after), &Path::new(&out).join(file))?;
            }
        }
    }
    Ok(())
}

/// Renders an SVG and writes it as a JPEG.
fn write(svg: &str, path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let tree = Tree::from_str(svg, &Options::default())?;
    let mut pixels = Pixmap::new(stage::WIDTH as u32, stage::HEIGHT as u32).ok_or("no pixels")?;
    resvg::render(&tree, Transform::default(), &mut pixels.as_mut());
    // Baseline with interleaved components, as cameras write it.
    jpeg_encoder::Encoder::new_file(path, 76)?.encode(
        pixels.data(),
        stage::WIDTH as u16,
        stage::HEIGHT as u16,
        jpeg_encoder::ColorType::Rgba,
    )?;
    Ok(())
}
