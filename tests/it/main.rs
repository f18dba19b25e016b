//! One binary for what needs the function from outside: it links once.

mod function;
mod whole_way;
