"""Pydantic without the search for other packages' plugins, which takes a tenth of a command's time and finds nothing we use.

`PYDANTIC_DISABLE_PLUGINS` switches the plugins off, but the module that would look for them is loaded all the same, and with it
the reading of package metadata, mail headers and archives.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

_NAME = "pydantic.plugin._loader"


class _NoPlugins(ModuleType):
    """Stands for the module that looks for plugins; whoever asks it for anything else gets the real one."""

    @staticmethod
    def get_plugins() -> tuple[()]:
        """None at all."""
        return ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(_NAME) is self:
            del sys.modules[_NAME]
        return getattr(importlib.import_module(_NAME), name)


def without_plugins() -> None:
    """Let no run of ours look for plugins. Does nothing where they were looked for already."""
    sys.modules.setdefault(_NAME, _NoPlugins(_NAME))
