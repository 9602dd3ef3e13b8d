//! A page's content run: strings become glyphs with places.
//!
//! In: a page's streams and resources. Out: [`Ink`]: the glyphs in the order they are set, and what else is drawn. Refuses to know
//! lines and words.

mod state;

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object, Stream};

use super::font::{Doubt, Font};
use super::lexer::{Operand, Operation, Operations};
use super::matrix::Matrix;
use super::objects::{Objects, as_dict};
use super::pages::Page;
use state::State;

/// Forms within forms.
const DEEPEST: usize = 12;
/// States put aside within one page.
const MOST_STATES: usize = 256;
/// Operators that are run in one file.
const MOST_OPERATORS: usize = 8_000_000;
/// Glyphs that one file may set.
const MOST_GLYPHS: usize = 4_000_000;
/// Glyphs that one page may set.
const MOST_ON_A_PAGE: usize = 400_000;

/// A character where it stands.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub text: Rc<str>,
    pub doubt: Option<Doubt>,
    /// Its origin on the upright page.
    pub x: f64,
    pub y: f64,
    /// How far it advances, and its size.
    pub run: f64,
    pub size: f64,
    /// Quarter turns against the clock that its line runs in; `None` where it runs askew.
    pub turn: Option<u8>,
    /// Whether nothing is painted.
    pub hidden: bool,
    /// Index into [`Ink::fonts`] of the reader.
    pub font: usize,
}

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct Ink {
    pub glyphs: Vec<Glyph>,
    /// Pictures shown, and paths painted.
    pub pictures: usize,
    pub paths: usize,
    /// What could not be read, a clause each.
    pub lost: Vec<String>,
}

/// Runs pages; keeps fonts from page to page.
pub(super) struct Runner<'o, 'a> {
    objects: &'o Objects<'a>,
    fonts: HashMap<*const Dictionary, usize>,
    loaded: Vec<Rc<Font>>,
    operators: usize,
    glyphs: usize,
}

/// What runs: a page or a form.
#[derive(Clone, Copy)]
struct Scope<'a> {
    resources: Option<&'a Dictionary>,
    depth: usize,
}

impl<'o, 'a> Runner<'o, 'a> {
    pub fn new(objects: &'o Objects<'a>) -> Self {
        Runner { objects, fonts: HashMap::new(), loaded: Vec::new(), operators: MOST_OPERATORS, glyphs: MOST_GLYPHS }
    }

    /// The name of a font.
    pub fn font_name(&self, font: usize) -> &str {
        self.loaded.get(font).map_or("", |font| &font.name)
    }

    /// Runs one page.
    pub fn run(&mut self, page: &Page<'a>) -> Ink {
        let mut ink = Ink::default();
        let mut bytes = Vec::new();
        for stream in &page.contents {
            match self.objects.unpacked(stream) {
                Ok(part) => bytes.extend(part),
                Err(reason) => ink.lost.push(reason),
            }
            bytes.push(b'\n');
        }
        self.stream(&bytes, Scope { resources: page.resources, depth: 0 }, State::new(page.upright), &mut ink);
        ink.lost.dedup();
        ink
    }

    fn stream(&mut self, bytes: &[u8], scope: Scope<'a>, mut state: State, ink: &mut Ink) {
        let mut saved = Vec::new();
        let mut operations = Operations::new(bytes);
        for operation in operations.by_ref() {
            if self.operators == 0 || self.glyphs == 0 || ink.glyphs.len() >= MOST_ON_A_PAGE {
                ink.lost.push("more is drawn than is read".to_owned());
                return;
            }
            self.operators -= 1;
            match operation.name {
                b"q" if saved.len() < MOST_STATES => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"Do" => self.object(&operation, scope, &state, ink),
                b"Tf" => self.choose(&operation, scope, &mut state),
                b"gs" => self.graphics(&operation, scope, &mut state),
                b"Tj" | b"'" | b"\"" | b"TJ" => self.show(&operation, &mut state, ink),
                b"EI" => ink.pictures += 1,
                b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"sh" => ink.paths += 1,
                _ => state.apply(&operation),
            }
        }
        if operations.broken_off() || state.in_text {
            ink.lost.push("a stream of drawing that breaks off".to_owned());
        }
    }

    fn resource(&self, scope: Scope<'a>, kind: &[u8], name: &[u8]) -> Option<&'a Object> {
        self.objects.get(self.objects.dict(scope.resources?, kind)?, name)
    }

    fn object(&mut self, operation: &Operation<'_>, scope: Scope<'a>, state: &State, ink: &mut Ink) {
        let found = operation.name_at(0).and_then(|name| self.resource(scope, b"XObject", name));
        let Some(Object::Stream(stream)) = found else { return };
        match self.objects.name(&stream.dict, b"Subtype") {
            Some(b"Image") => ink.pictures += 1,
            Some(b"Form") => self.form(stream, scope, state, ink),
            _ => {}
        }
    }

    fn form(&mut self, stream: &'a Stream, scope: Scope<'a>, state: &State, ink: &mut Ink) {
        if scope.depth >= DEEPEST {
            ink.lost.push(format!("forms more than {DEEPEST} deep"));
            return;
        }
        let bytes = match self.objects.unpacked(stream) {
            Ok(bytes) => bytes,
            Err(reason) => return ink.lost.push(reason),
        };
        let matrix = self.objects.numbers(&stream.dict, b"Matrix").and_then(|numbers| <[f64; 6]>::try_from(numbers).ok());
        let inner = state.within(matrix.map_or(Matrix::IDENTITY, Matrix));
        let resources = self.objects.dict(&stream.dict, b"Resources").or(scope.resources);
        self.stream(&bytes, Scope { resources, depth: scope.depth + 1 }, inner, ink);
    }

    fn choose(&mut self, operation: &Operation<'_>, scope: Scope<'a>, state: &mut State) {
        let dict = operation.name_at(0).and_then(|name| as_dict(self.resource(scope, b"Font", name)?));
        state.font = dict.map(|dict| self.font(dict));
        state.size = operation.number(1).unwrap_or(0.0);
    }

    /// A font set through a graphics state.
    fn graphics(&mut self, operation: &Operation<'_>, scope: Scope<'a>, state: &mut State) {
        let dict = operation.name_at(0).and_then(|name| as_dict(self.resource(scope, b"ExtGState", name)?));
        let Some([font, size]) = dict.and_then(|dict| self.objects.array(dict, b"Font")) else { return };
        if let Some(font) = self.objects.follow(font).and_then(as_dict) {
            state.font = Some(self.font(font));
            state.size = self.objects.follow(size).and_then(super::objects::number).unwrap_or(0.0);
        }
    }

    fn font(&mut self, dict: &'a Dictionary) -> usize {
        if let Some(known) = self.fonts.get(&std::ptr::from_ref(dict)) {
            return *known;
        }
        self.loaded.push(Rc::new(Font::load(self.objects, dict)));
        let place = self.loaded.len() - 1;
        self.fonts.insert(std::ptr::from_ref(dict), place);
        place
    }

    fn show(&mut self, operation: &Operation<'_>, state: &mut State, ink: &mut Ink) {
        state.before_showing(operation);
        for operand in &operation.operands {
            match operand {
                Operand::Text(text) => self.text(text, state, ink),
                Operand::Array(parts) => {
                    for part in parts {
                        match part {
                            Operand::Text(text) => self.text(text, state, ink),
                            Operand::Number(number) => state.kern(*number, self.is_vertical(state)),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn is_vertical(&self, state: &State) -> bool {
        state.font.and_then(|font| self.loaded.get(font)).is_some_and(|font| font.vertical)
    }

    fn text(&mut self, bytes: &[u8], state: &mut State, ink: &mut Ink) {
        let Some((place, font)) = state.font.and_then(|place| Some((place, Rc::clone(self.loaded.get(place)?)))) else {
            ink.lost.push("text in a font that is not there".to_owned());
            return;
        };
        font.read(bytes, |char| {
            let glyph = state.set(&char, font.vertical, place);
            if !glyph.text.is_empty() && self.glyphs > 0 {
                self.glyphs -= 1;
                ink.glyphs.push(glyph);
            }
        });
    }
}
