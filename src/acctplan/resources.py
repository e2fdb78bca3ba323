"""Where the shipped templates and the example book are: inside the wheel, or beside `src` in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """The folder `templates` or `examples` as shipped. Raises FileNotFoundError if the installation lost it."""
    for base in (_PACKAGE / "_shipped", _PACKAGE.parent.parent):
        if (base / folder).is_dir():
            return base / folder
    raise FileNotFoundError(f"the installation has no folder {folder!r}")
