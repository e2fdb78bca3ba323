"""One command a file; the docstring is its help."""
