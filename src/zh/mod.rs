//! Chinese writing: width, numbers, dates, sentences. Nothing of government.

pub mod chars;
pub mod date;
pub mod document_number;
pub mod edge;
pub mod fold;
pub mod numeral;
pub mod pinyin;
pub mod quantity;
pub mod quotation;
pub mod scan;
pub mod surname;
pub mod words;
