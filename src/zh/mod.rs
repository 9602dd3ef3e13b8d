//! Chinese writing: width, numbers, dates, sentences. Nothing of government.

pub mod fold;
