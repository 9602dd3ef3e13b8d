//! The IRIs that name files are read by, one line each. Nothing else.

/// Where the ontology, its shapes and, unless `--base` says otherwise, the data live.
pub(super) const HOME: &str = "https://w3id.org/fazhi/";
/// The vocabulary's namespace.
pub(super) const FZ: &str = "https://w3id.org/fazhi/ontology#";

pub(super) const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
pub(super) const RDFS_LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
pub(super) const SKOS_ALT_LABEL: &str = "http://www.w3.org/2004/02/skos/core#altLabel";
pub(super) const SKOS_HIDDEN_LABEL: &str = "http://www.w3.org/2004/02/skos/core#hiddenLabel";
pub(super) const ELI_DATE_DOCUMENT: &str = "http://data.europa.eu/eli/ontology#date_document";
pub(super) const ELI_IN_FORCE: &str = "http://data.europa.eu/eli/ontology#first_date_entry_in_force";
pub(super) const ELI_NO_LONGER: &str = "http://data.europa.eu/eli/ontology#date_no_longer_in_force";
