//! A graph as bytes: sorted N-Quads, compressed, with a checksum. In: quads. Out: bytes, and back. It knows no files.

use std::io::{self, Read, Write};

use oxigraph::model::Quad;

/// Fast, and still a fifth of the text.
const LEVEL: i32 = 3;

/// A graph, packed.
#[derive(Debug, Clone)]
pub struct Packed {
    /// A zstd frame with a checksum.
    pub bytes: Vec<u8>,
    /// How many quads.
    pub quads: u64,
}

/// Packs quads, each once, in the order of their lines.
pub fn pack(quads: &[Quad]) -> Packed {
    let mut lines: Vec<String> = quads.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.dedup();
    Packed { bytes: compressed(&lines.concat()), quads: lines.len() as u64 }
}

/// Writing to memory does not fail; an empty frame would fail its reader, not be taken for a graph.
fn compressed(text: &str) -> Vec<u8> {
    let frame = || -> io::Result<Vec<u8>> {
        let mut encoder = zstd::Encoder::new(Vec::new(), LEVEL)?;
        encoder.include_checksum(true)?;
        encoder.write_all(text.as_bytes())?;
        encoder.finish()
    };
    frame().unwrap_or_default()
}

/// The N-Quads of a packed graph.
///
/// # Errors
/// Where the bytes are cut off or changed.
pub fn unpack(bytes: &[u8]) -> io::Result<String> {
    if bytes.is_empty() {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "empty"));
    }
    let mut text = String::new();
    zstd::Decoder::new(bytes)?.read_to_string(&mut text)?;
    Ok(text)
}
