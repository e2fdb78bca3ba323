"""The command line: the composition root and one file a command."""
