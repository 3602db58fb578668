"""The seal register on screen: the book, one entry, and the form for a new one."""
