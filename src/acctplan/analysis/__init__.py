"""Questions, one a file: pure functions that take `today`."""
