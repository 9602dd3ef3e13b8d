//! Names in sentences, as lawyers would mark them.
