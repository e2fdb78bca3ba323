"""Account plans as plain files that stay alive."""

__version__ = "0.1.0"
