//! Plane transformations as PDF writes them: six numbers.

/// `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this one, then `outer`.
    pub fn then(self, outer: Matrix) -> Matrix {
        let (Matrix([a, b, c, d, e, f]), Matrix([oa, ob, oc, od, oe, of])) = (self, outer);
        Matrix([a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, e * oa + f * oc + oe, e * ob + f * od + of])
    }

    pub fn point(self, x: f64, y: f64) -> (f64, f64) {
        let Matrix([a, b, c, d, e, f]) = self;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// What a step becomes: the point without the shift.
    pub fn step(self, x: f64, y: f64) -> (f64, f64) {
        let Matrix([a, b, c, d, ..]) = self;
        (a * x + c * y, b * x + d * y)
    }
}
