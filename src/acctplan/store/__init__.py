"""The edge to files and git."""
