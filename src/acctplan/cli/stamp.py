"""Which code gave an answer."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


@cache
def stamp() -> str:
    """The tool's version; of code that is being worked on, also when it last changed."""
    from acctplan import __version__

    package = Path(__file__).parent.parent
    if package.parent.name == "site-packages":
        return __version__
    from acctplan.resources import shipped

    folders = [package, *(folder for folder in package.iterdir() if folder.is_dir()), package / "cli" / "commands"]
    folders += [folder for folder in shipped("templates").iterdir() if folder.is_dir()]
    newest = max(entry.stat().st_mtime_ns for folder in folders for entry in os.scandir(folder) if entry.is_file())
    return f"{__version__}-{newest:x}"
