//! Quads to a compressed text and back. In: quads, or the bytes of one file. Out: bytes, or N-Quads lines in their order.
//!
//! It knows no folder and no file name: the caller says where the bytes came from when they turn out to be damaged.

use std::io::{self, Read, Write};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use zstd::stream::read::Decoder;
use zstd::stream::write::Encoder;

use crate::graph::nquads::Lines;

/// A third of the time of level 6 for one part in twenty more bytes: reading documents must not wait for this.
const LEVEL: i32 = 3;

/// One graph, ready to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packed {
    /// A zstd frame with a checksum: the graph's N-Quads lines, sorted, none twice. Empty only if memory ran out.
    pub bytes: Vec<u8>,
    /// How many quads.
    pub quads: u64,
}

/// Packs one graph; meant for the threads that read, so that the one that writes only writes.
pub fn pack(lines: &Lines) -> Packed {
    // The encoder fails only for want of memory; `Writer::commit` refuses a frame without bytes and says so.
    Packed { bytes: encode([lines.text()]).unwrap_or_default(), quads: lines.len() as u64 }
}

pub(super) fn pack_all<'a>(quads: impl IntoIterator<Item = &'a Quad>) -> Packed {
    let mut lines: Vec<String> = quads.into_iter().map(crate::graph::nquads::line).collect();
    lines.sort_unstable();
    lines.dedup();
    Packed { bytes: encode(lines.iter().map(String::as_str)).unwrap_or_default(), quads: lines.len() as u64 }
}

fn encode<'l>(lines: impl IntoIterator<Item = &'l str>) -> io::Result<Vec<u8>> {
    let mut encoder = Encoder::new(Vec::new(), LEVEL)?;
    encoder.include_checksum(true)?;
    for line in lines {
        encoder.write_all(line.as_bytes())?;
    }
    encoder.finish()
}

/// The N-Quads text of packed bytes. An error if they are cut short, or if the frame's checksum does not hold.
pub fn unpack(bytes: &[u8]) -> io::Result<String> {
    // No frame at all would decode to an empty text, and an emptied file is damage.
    if bytes.is_empty() {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file is empty"));
    }
    let text = zstd::stream::decode_all(bytes)?;
    String::from_utf8(text).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}

/// So much text is handed over at a time.
const PIECE: usize = 1 << 18;

/// The same text in pieces of whole lines, until `take` wants no more: nobody needs room for all of it.
pub(super) fn pieces(bytes: &[u8], mut take: impl FnMut(String) -> bool) -> io::Result<()> {
    if bytes.is_empty() {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file is empty"));
    }
    let mut decoder = Decoder::with_buffer(bytes)?;
    let mut rest: Vec<u8> = Vec::new();
    loop {
        let mut piece = rest;
        piece.reserve(PIECE);
        let ended = decoder.by_ref().take(PIECE as u64).read_to_end(&mut piece)? == 0;
        let whole = if ended { piece.len() } else { piece.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1) };
        rest = piece.split_off(whole);
        let text = String::from_utf8(piece).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
        let wanted = text.is_empty() || take(text);
        if ended || !wanted {
            return Ok(());
        }
    }
}

/// The quads of N-Quads lines. IRIs are not validated again: they were when the lines were written, and the checksum has held since.
pub(super) fn parse(text: &str) -> Result<Vec<Quad>, String> {
    let parser = RdfParser::from_format(RdfFormat::NQuads).lenient();
    parser.for_slice(text.as_bytes()).map(|quad| quad.map_err(|e| e.to_string())).collect()
}
