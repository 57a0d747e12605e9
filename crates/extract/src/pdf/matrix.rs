//! Places on a page (ISO 32000-2, 8.3.3).

use super::scan::Token;

/// A matrix `[a b c d e f]`: a point (x, y) goes to (a·x + c·y + e, b·x + d·y + f).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f32; 6]);

impl Matrix {
    pub(super) const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// The six operands of `cm` or `Tm`; missing ones leave all as it is.
    pub(super) fn of(operands: &[Token]) -> Self {
        let numbers: Vec<f32> = operands.iter().filter_map(Token::number).collect();
        Self::of_numbers(&numbers)
    }

    /// Six numbers; any other count leaves all as it is.
    pub(super) fn of_numbers(numbers: &[f32]) -> Self {
        <[f32; 6]>::try_from(numbers).map_or(Self::ONE, Self)
    }

    pub(super) fn moved(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// A page turned clockwise by quarters.
    pub(super) fn turned(degrees: i64) -> Self {
        match degrees.rem_euclid(360) {
            90 => Self([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
            180 => Self([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
            270 => Self([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
            _ => Self::ONE,
        }
    }

    /// This one first, then the other.
    pub(super) fn then(&self, other: &Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, other.0);
        Self([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    pub(super) fn at(&self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How long an upright unit becomes.
    pub(super) fn height(&self) -> f32 {
        self.0[2].hypot(self.0[3])
    }

    /// Whether its numbers are such that places can be compared.
    pub(super) fn is_sound(&self) -> bool {
        self.0.iter().all(|number| number.is_finite() && number.abs() < 1e7)
    }
}
