"""What the clerk does: one function per action, all of it or none of it, with its event."""
