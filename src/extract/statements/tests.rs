//! Statements found in short texts.
