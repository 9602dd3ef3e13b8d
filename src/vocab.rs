//! Every IRI that the program writes or reads by name, one line each. `tests/suite/vocab.rs` holds them against `ontology/`.

/// Where the ontology, its shapes and, unless `--base` says otherwise, the data live.
pub const HOME: &str = "https://w3id.org/fazhi/";
/// The vocabulary's namespace.
pub const FZ: &str = "https://w3id.org/fazhi/ontology#";

/// Defines constants in a namespace and the list of all of them.
macro_rules! terms {
    ($all:ident, $space:literal, $($name:ident = $local:literal),+ $(,)?) => {
        $(#[doc = concat!("`", $space, $local, "`")] pub const $name: &str = concat!($space, $local);)+
        /// All constants of this namespace.
        pub const $all: &[&str] = &[$($name),+];
    };
}

/// Terms of our own vocabulary.
pub mod fz {
    terms!(
        ALL,
        "https://w3id.org/fazhi/ontology#",
        SOURCE = "Source",
        DOCUMENT = "Document",
        REPORT = "Report",
        LEGAL_INSTRUMENT = "LegalInstrument",
        PUBLICATION = "Publication",
        SLOGAN = "Slogan",
        FILE_NAME = "fileName",
        SHA256 = "sha256",
        LAYOUT = "layout",
        DOUBTFUL = "doubtful",
        DOCUMENT_NUMBER = "documentNumber",
        ISSUED_BY = "issuedBy",
        ADDRESSED_TO = "addressedTo",
        SIGNED_BY = "signedBy",
        REPORT_YEAR = "reportYear",
        COVERS = "covers",
        CITES = "cites",
        MENTIONS = "mentions",
        REPORTS = "reports",
        CATEGORY = "category",
        SUPERSEDED_BY = "supersededBy",
        AREA = "Area",
        NATION = "Nation",
        PROVINCE = "Province",
        PREFECTURE = "Prefecture",
        COUNTY = "County",
        TOWNSHIP = "Township",
        VILLAGE = "Village",
        CODE = "code",
        WITHIN = "within",
        ORGANIZATION = "Organization",
        ORGAN_KIND = "OrganKind",
        PERSON = "Person",
        POST = "Post",
        JURISDICTION = "jurisdiction",
        KIND = "kind",
        TIER = "tier",
        ESTABLISHED_BY = "establishedBy",
        NAME_SUFFIX = "nameSuffix",
        QUOTED_LABEL = "quotedLabel",
        PROGRAM = "Program",
        PLATFORM = "Platform",
        MECHANISM = "Mechanism",
        CAMPAIGN = "Campaign",
        CITATION = "Citation",
        CITED = "cited",
        ARTICLE = "article",
        OBSERVATION = "Observation",
        AWARD = "Award",
        EVENT = "Event",
        PROBLEM = "Problem",
        PLAN = "Plan",
        INDICATOR_CLASS = "Indicator",
        INDICATOR_GROUP = "IndicatorGroup",
        INDICATOR = "indicator",
        ANNOUNCED_BY = "announcedBy",
        MEASURED_IN = "measuredIn",
        UNIT = "unit",
        QUALIFIER = "qualifier",
        EXACT = "exact",
        OVER = "over",
        NEARLY = "nearly",
        ABOUT = "about",
        AT_LEAST = "atLeast",
        AT_MOST = "atMost",
        STANDING = "standing",
        CHANGE = "change",
        TARGET = "target",
        AREA_OF = "area",
        YEAR = "year",
        COUNTS_FOR = "organization",
        RECIPIENT = "recipient",
        HONOR = "honor",
        GRANTED_BY = "grantedBy",
        LEVEL = "level",
        HEADED_BY = "headedBy",
        EVIDENCE = "evidence",
        SHARED_SENTENCE = "SharedSentence",
        SET_PHRASE = "setPhrase",
        NEARLY_SAME = "nearlySame",
        MENTION = "Mention",
        CANDIDATE = "candidate",
        OUTCOME = "outcome",
        REASON = "reason",
        READ_BY = "readBy",
        FETCHED = "fetched",
        OK = "ok",
        PARTIAL = "partial",
        REFUSED = "refused",
    );
}

/// Terms of other vocabularies.
pub mod other {
    terms!(RDF, "http://www.w3.org/1999/02/22-rdf-syntax-ns#", TYPE = "type", VALUE = "value");
    terms!(RDFS, "http://www.w3.org/2000/01/rdf-schema#", LABEL = "label");
    terms!(SKOS, "http://www.w3.org/2004/02/skos/core#", ALT_LABEL = "altLabel", HIDDEN_LABEL = "hiddenLabel", CONCEPT = "Concept");
    terms!(
        DCTERMS,
        "http://purl.org/dc/terms/",
        TITLE = "title",
        ISSUED = "issued",
        SOURCE = "source",
        FORMAT = "format",
        HAPPENED = "date",
        IS_REPLACED_BY = "isReplacedBy"
    );
    terms!(
        NIF,
        "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        IS_STRING = "isString",
        ANCHOR_OF = "anchorOf",
        BEGIN_INDEX = "beginIndex",
        END_INDEX = "endIndex",
        REFERENCE_CONTEXT = "referenceContext"
    );
    terms!(ITSRDF, "http://www.w3.org/2005/11/its/rdf#", TA_IDENT_REF = "taIdentRef");
    terms!(
        SHACL,
        "http://www.w3.org/ns/shacl#",
        VALIDATION_RESULT = "ValidationResult",
        FOCUS_NODE = "focusNode",
        RESULT_MESSAGE = "resultMessage",
        RESULT_SEVERITY = "resultSeverity",
        RESULT_VALUE = "value",
        WARNING = "Warning",
        INFO = "Info"
    );
    terms!(SCHEMA, "https://schema.org/", DISSOLVED = "dissolutionDate", END_DATE = "endDate", URL = "url");
    terms!(ORG, "http://www.w3.org/ns/org#", HOLDS = "holds");
    terms!(PROV, "http://www.w3.org/ns/prov#", GENERATED_AT_TIME = "generatedAtTime", ENTITY = "Entity", WAS_DERIVED_FROM = "wasDerivedFrom");
    terms!(
        ELI,
        "http://data.europa.eu/eli/ontology#",
        DATE_DOCUMENT = "date_document",
        IN_FORCE = "first_date_entry_in_force",
        NO_LONGER = "date_no_longer_in_force"
    );
    terms!(
        XSD,
        "http://www.w3.org/2001/XMLSchema#",
        DATE = "date",
        G_YEAR = "gYear",
        INTEGER = "integer",
        BOOLEAN = "boolean",
        DECIMAL = "decimal",
        DATE_TIME = "dateTime",
        ANY_URI = "anyURI"
    );
}
