//! The masker against texts made to fool it, and against numbers spelt in every way.
//!
//! `hard.jsonl` is what the masker was tuned on, `held_out.jsonl` what it was not; `make.py` makes both.

mod recall;
mod speed;
mod spellings;
