//! The program. It can do nothing yet.

fn main() {}
