"""Modules of a folder, by public name: no list to edit, no decorators, no import side effects."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType


@cache
def names(package: str) -> tuple[str, ...]:
    """Public names of a package's modules, sorted: file name with hyphens; a leading underscore or being a folder hides one."""
    folder = importlib.import_module(package)
    found = (module.name for module in pkgutil.iter_modules(folder.__path__) if not module.ispkg)
    return tuple(sorted(name.replace("_", "-") for name in found if not name.startswith("_")))


def load(package: str, name: str) -> ModuleType:
    """The module behind a public name. Raises KeyError for a name the folder does not hold."""
    if name not in names(package):
        raise KeyError(name)
    return importlib.import_module(f"{package}.{name.replace('-', '_')}")


def members(package: str) -> Iterator[tuple[str, ModuleType]]:
    """Every (public name, module) of a package, sorted by name."""
    for name in names(package):
        yield name, load(package, name)
