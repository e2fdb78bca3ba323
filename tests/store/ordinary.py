"""A person without special powers: file rights count for them, whoever runs the tests."""

from __future__ import annotations

import importlib
import os
import pkgutil
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import acctplan

NOBODY = 65534


@cache
def _all_loaded() -> None:
    """Load every module now: that person may not be let in where the program lies."""
    for module in pkgutil.walk_packages(acctplan.__path__, "acctplan."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


@contextmanager
def ordinary_folder() -> Iterator[Path]:
    """A folder of an ordinary person, acted in as that person."""
    _all_loaded()
    folder = Path(tempfile.mkdtemp(prefix="ordinary-"))
    root = os.geteuid() == 0
    try:
        if root:
            os.chown(folder, NOBODY, NOBODY)
            os.setegid(NOBODY)
            os.seteuid(NOBODY)
        yield folder
    finally:
        if root:
            os.seteuid(0)
            os.setegid(0)
        for path in (folder, *folder.rglob("*")):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o700)
        shutil.rmtree(folder)
