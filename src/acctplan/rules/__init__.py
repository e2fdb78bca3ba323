"""Lint rules, one a file. The docstring of each is its page."""
