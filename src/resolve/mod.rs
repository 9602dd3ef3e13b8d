//! resolve
pub mod instruments;
