"""Formats that findings alone have: what platforms and test reports read. Markdown here is a comment, with a limit."""
