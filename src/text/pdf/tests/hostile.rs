//! Files changed at random: whatever comes of them, no panic.

use super::fonts::to_unicode;
use super::writer::{Pdf, named, plain_page, show, wide, with_font};
use super::{LINES, read};

/// A generator of the same numbers each time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

/// A file with a bit of everything.
fn seed() -> Vec<u8> {
    let mut pdf = Pdf::new();
    let map = pdf.stream("", &to_unicode(&[(vec![0x6c, 0xd5], "法".to_owned())]));
    let font = named(&mut pdf, "UniGB-UTF16-H", &format!("/ToUnicode {map} 0 R"));
    let file = pdf.stream("", &super::fonts::truetype(&['法', '治'], 4));
    let descriptor = pdf.object(format!("<</Type/FontDescriptor/FontFile2 {file} 0 R>>"));
    let descendant = pdf.object(format!("<</Type/Font/Subtype/CIDFontType2/FontDescriptor {descriptor} 0 R/W[1 2 500 3[400 400]]/DW 1000>>"));
    let glyphs = pdf.object(format!("<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]>>"));
    let form = pdf.stream(&format!("/Type/XObject/Subtype/Form{}", with_font(glyphs)), show(72.0, 300.0, 12.0, &[0, 1, 0, 2]).as_bytes());
    for _ in 0..2 {
        let content = plain_page(&LINES)
            + "q 1 0 0 1 0 -20 cm /X Do Q BT /F1 9 Tf 20 TL 72 40 Td [(\\000a) -2000 <6CD5>] TJ T* (ab) ' ET "
            + &show(72.0, 200.0, 9.0, &wide("治"));
        pdf.page(&format!("/Rotate 0/Resources<</Font<</F1 {font} 0 R>>/XObject<</X {form} 0 R>>>>"), content.as_bytes());
    }
    pdf.bytes()
}

const WORDS: [&[u8]; 14] =
    [b" 0 R", b"<<", b">>", b"[", b"]", b"-1", b"99999999999", b"stream\n", b"endstream", b"endobj", b"/Kids", b"(", b"<", b"4294967295"];

fn mutant(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.below(8) {
        let at = dice.below(bytes.len());
        match dice.below(5) {
            0 => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            1 => bytes[at] = bytes[at].wrapping_add(1),
            2 => drop(bytes.drain(at..(at + dice.below(40)).min(bytes.len()))),
            3 => {
                let word = WORDS[dice.below(WORDS.len())];
                bytes.splice(at..at, word.iter().copied());
            }
            _ => {
                let from = dice.below(bytes.len());
                let part = bytes[from..(from + dice.below(200)).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
        }
        if bytes.len() < 16 {
            break;
        }
    }
    bytes
}

/// Reads mutants; how many panicked, and how many were read.
fn trial(count: usize, start: u64) -> (usize, usize) {
    let (seed, mut dice) = (seed(), Dice(start));
    let (mut panics, mut good) = (0, 0);
    for number in 0..count {
        let bytes = mutant(&seed, &mut dice);
        let kept = bytes.clone();
        match std::thread::Builder::new().stack_size(2 << 20).spawn(move || read(&bytes).is_ok()).unwrap().join() {
            Ok(read) => good += usize::from(read),
            Err(_) => {
                panics += 1;
                std::fs::write(std::env::temp_dir().join(format!("fazhi-pdf-panic-{start}-{number}.pdf")), kept).unwrap();
            }
        }
    }
    (panics, good)
}

#[test]
fn five_hundred_mutants_and_no_panic() {
    let (panics, good) = trial(500, 0x5eed);
    assert_eq!(panics, 0);
    assert!(good > 100, "{good} were read: the mutants are too wild to test anything");
}

#[test]
#[ignore = "some minutes"]
fn twenty_thousand_mutants_and_no_panic() {
    assert_eq!(trial(20_000, 0xfa2b1).0, 0);
}
