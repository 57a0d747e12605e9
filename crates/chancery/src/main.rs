//! `chancery`: see `chancery --help`.

fn main() {}
