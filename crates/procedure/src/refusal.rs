//! Refusals: the rules say no. Each says what, why and what next.
