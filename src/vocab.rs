//! Every IRI the program writes or asks for, one line each. `tests/suite/ontology.rs` holds this list against `ontology/` in both directions.
