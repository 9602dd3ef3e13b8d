//! extract
pub mod citations;
