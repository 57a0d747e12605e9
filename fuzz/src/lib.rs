//! What is fuzzed, and what must hold of it.

mod targets;

/// Runs one target on one input. Panics where something does not hold.
pub fn run(target: &str, bytes: &[u8]) {
    targets::run(target, bytes);
}
