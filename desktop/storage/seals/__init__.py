"""The seals as they are kept: books, entries, steps, copies."""
