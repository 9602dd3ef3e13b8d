//! zh
