"""Before the window: founding an office, opening a sample, signing in."""
