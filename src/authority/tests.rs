//! The authority room on the files that ship with it, and on folders that a user could write.
