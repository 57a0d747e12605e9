//! Fuzzes `citations`; `src/targets.rs` says what that is and what must hold.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| chancery_fuzz::run("citations", bytes));
