//! The state of drawing: where the next character goes, and how large.

use super::super::font::Char;
use super::super::lexer::Operation;
use super::super::matrix::Matrix;
use super::Glyph;

/// How far a line may lean and still run straight.
const LEAN: f64 = 0.12;

/// Graphics and text state in one.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// User space to the upright page.
    page: Matrix,
    line: Matrix,
    cursor: Matrix,
    pub font: Option<usize>,
    pub size: f64,
    char_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: i64,
    pub in_text: bool,
}

impl State {
    pub fn new(page: Matrix) -> State {
        State {
            page,
            line: Matrix::IDENTITY,
            cursor: Matrix::IDENTITY,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            in_text: false,
        }
    }

    /// The state within a form.
    pub fn within(&self, matrix: Matrix) -> State {
        State { page: matrix.then(self.page), in_text: false, ..self.clone() }
    }

    /// Operators that change nothing but the state.
    pub fn apply(&mut self, operation: &Operation<'_>) {
        let first = operation.number(0);
        match operation.name {
            b"cm" => self.page = operation.numbers().map_or(self.page, |numbers| Matrix(numbers).then(self.page)),
            b"BT" => {
                (self.line, self.cursor, self.in_text) = (Matrix::IDENTITY, Matrix::IDENTITY, true);
            }
            b"ET" => self.in_text = false,
            b"Tc" => self.char_space = first.unwrap_or(self.char_space),
            b"Tw" => self.word_space = first.unwrap_or(self.word_space),
            b"Tz" => self.stretch = first.map_or(self.stretch, |percent| percent / 100.0),
            b"TL" => self.leading = first.unwrap_or(self.leading),
            b"Ts" => self.rise = first.unwrap_or(self.rise),
            b"Tr" => self.mode = first.unwrap_or(0.0) as i64,
            b"Td" => self.move_line(operation.numbers()),
            b"TD" => {
                self.leading = operation.number(1).map_or(self.leading, |y| -y);
                self.move_line(operation.numbers());
            }
            b"Tm" => self.begin_line(operation.numbers().map_or(self.line, Matrix)),
            b"T*" => self.next_line(),
            _ => {}
        }
    }

    fn begin_line(&mut self, line: Matrix) {
        (self.line, self.cursor) = (line, line);
    }

    fn move_line(&mut self, step: Option<[f64; 2]>) {
        let [x, y] = step.unwrap_or_default();
        self.begin_line(Matrix::shift(x, y).then(self.line));
    }

    fn next_line(&mut self) {
        self.move_line(Some([0.0, -self.leading]));
    }

    /// What `'` and `"` do before they show a string.
    pub fn before_showing(&mut self, operation: &Operation<'_>) {
        match operation.name {
            b"'" => self.next_line(),
            b"\"" => {
                self.word_space = operation.number(0).unwrap_or(self.word_space);
                self.char_space = operation.number(1).unwrap_or(self.char_space);
                self.next_line();
            }
            _ => {}
        }
    }

    /// A number within `TJ`: back by so many thousandths.
    pub fn kern(&mut self, number: f64, vertical: bool) {
        let step = -number / 1000.0 * self.size;
        self.advance(if vertical { (0.0, step) } else { (step * self.stretch, 0.0) });
    }

    fn advance(&mut self, (x, y): (f64, f64)) {
        self.cursor = Matrix::shift(x, y).then(self.cursor);
    }

    /// Sets a character and moves on.
    pub fn set(&mut self, char: &Char, vertical: bool, font: usize) -> Glyph {
        let space = self.char_space + if char.is_space_code { self.word_space } else { 0.0 };
        let bare = char.advance * self.size;
        let (step, bare) = if vertical { ((0.0, bare - space), (0.0, bare)) } else { (((bare + space) * self.stretch, 0.0), (bare * self.stretch, 0.0)) };
        let place = self.cursor.then(self.page);
        let (x, y) = place.point(0.0, self.rise);
        let (dx, dy) = place.step(bare.0, bare.1);
        let size = length(place.step(0.0, self.size)).max(0.01);
        let turn = turn(if vertical { place.step(0.0, -1.0) } else { place.step(self.size.signum() * self.stretch.signum(), 0.0) });
        self.advance(step);
        let (text, doubt) = (char.text.clone(), char.doubt);
        Glyph { text, doubt, x, y, run: length((dx, dy)), size, turn, hidden: matches!(self.mode, 3 | 7), font }
    }
}

fn length((x, y): (f64, f64)) -> f64 {
    x.hypot(y)
}

/// Quarter turns against the clock of a direction; `None` where it leans.
fn turn((x, y): (f64, f64)) -> Option<u8> {
    let (across, along) = (x.abs().min(y.abs()), x.abs().max(y.abs()));
    let straight = along > 0.0 && across <= along * LEAN;
    straight.then_some(match (x.abs() >= y.abs(), x >= 0.0, y >= 0.0) {
        (true, true, _) => 0,
        (false, _, true) => 1,
        (true, false, _) => 2,
        (false, _, false) => 3,
    })
}
