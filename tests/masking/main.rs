//! The masker against texts made to fool it, and against numbers spelt in every way.
//!
//! The masker learnt from `hard`, `held_out`, `wild` and `unseen`; nobody who works on it has read
//! `everyday`. `make.py` and `wild.py` make them.

mod recall;
mod speed;
mod spellings;
