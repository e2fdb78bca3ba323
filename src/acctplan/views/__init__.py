"""Results to reports, one view a file: they lay out, they compute nothing."""
