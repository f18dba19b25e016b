//! One binary for the tests of the function from outside: it links once.

mod function;
