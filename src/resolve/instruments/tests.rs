//! Titles as cited, and the instruments that they mean.
