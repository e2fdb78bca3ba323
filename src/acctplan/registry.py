"""Modules of a folder, by public name: no list to edit, no decorators, no import side effects."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from functools import cache
from types import ModuleType


@cache
def names(package: str) -> tuple[str, ...]:
    """Public names of a package's modules, sorted: file name with hyphens; a leading underscore or being a folder hides one."""
    files = (name for folder in importlib.import_module(package).__path__ for name in os.listdir(folder))  # noqa: PTH208 - names are all it takes
    return tuple(sorted(name[:-3].replace("_", "-") for name in files if name.endswith(".py") and not name.startswith("_")))


def load(package: str, name: str) -> ModuleType:
    """The module behind a public name. Raises KeyError for a name the folder does not hold."""
    if name not in names(package):
        raise KeyError(name)
    return importlib.import_module(f"{package}.{name.replace('-', '_')}")


def members(package: str) -> Iterator[tuple[str, ModuleType]]:
    """Every (public name, module) of a package, sorted by name."""
    for name in names(package):
        yield name, load(package, name)
