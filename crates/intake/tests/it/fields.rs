//! The grammars, one table each, on sentences of our own.
