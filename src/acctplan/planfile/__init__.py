"""Text to model and back: pure strings."""
