"""Modules of a folder, by public name: no list to edit, no decorators, no import side effects."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
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
    """Every (public name, module) of a package, sorted by name.

    Where a module's file is need not be looked for: of a hundred modules that is a third of what loading them takes.
    """
    folder = importlib.import_module(package)
    for name in names(package):
        word = name.replace("-", "_")
        yield name, sys.modules.get(f"{package}.{word}") or _read(folder, word)


def _read(folder: ModuleType, word: str) -> ModuleType:
    """A module that nobody loaded yet; as the documentation of importlib does it."""
    full = f"{folder.__name__}.{word}"
    spec = spec_from_file_location(full, f"{folder.__path__[0]}/{word}.py")
    if spec is None or spec.loader is None:
        raise ImportError(full)
    module = sys.modules[full] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[full]
        raise
    setattr(folder, word, module)
    return module
