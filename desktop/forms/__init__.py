"""What is printed: a document in, PDF bytes out; the same document gives the same bytes."""
