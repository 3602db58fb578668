"""The window, off-screen: what is shown, enabled and sent."""
