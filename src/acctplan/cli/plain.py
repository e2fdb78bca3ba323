"""Text from the shell is text: parameters that need no conversion are not sent through Pydantic.

Typer builds a Pydantic adapter for each parameter, text included, and so imports most of Pydantic for any command:
a quarter of the time a small command takes. Words are text already; numbers and paths are read here. What Typer would do
differently (choices, dates, files) is left to Typer.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import typer
from typer._coercion import RuntimeParam
from typer.core import TyperArgument, TyperCommand

from .everywhere import refuse_empty


def _whole(value: Any) -> int:
    if isinstance(value, int):
        return value
    try:
        return int(str(value), 10)
    except ValueError:
        raise typer.BadParameter(f"“{value[:40]}” is no whole number") from None


_READERS: dict[Any, Callable[[Any], Any]] = {str: str, bool: bool, int: _whole, Path: Path}


class Plainly(RuntimeParam):
    """A parameter's value read by a plain function; of a list, each."""

    def _coerce_value(self, value: Any, param: Any, ctx: Any) -> Any:
        if ctx.get_parameter_source(param.name).name == "COMMANDLINE":
            refuse_empty(param.name, value)
        kinds = [self.annotation, *get_args(self.annotation), *(inner for kind in get_args(self.annotation) for inner in get_args(kind))]
        read = next(_READERS[kind] for kind in kinds if kind in _READERS)
        try:
            found = [read(item) for item in value] if isinstance(value, (list, tuple)) else read(value)
            least = getattr(self.parameter_info, "min", None)
            if type(found) is int and least is not None and found < least:
                raise typer.BadParameter(f"{found} is less than {least:g}")
            return found
        except typer.BadParameter as trouble:
            raise typer.BadParameter(trouble.message, ctx=ctx, param=param) from None


class PlainArgument(TyperArgument):
    """An argument as help texts write it: in capitals, in brackets where it may be left out, without a word on its type."""

    def _usage_display_name(self) -> str:
        name = self.display_name_raw
        return name if self.required or name.startswith("[") else f"[{name}]"

    def display_type_rich(self, ctx: Any) -> str | None:  # noqa: ARG002
        return None


class PlainCommand(TyperCommand):
    """A command whose parameters, --help among them, are read plainly."""

    def get_params(self, ctx: Any) -> list[Any]:
        return [read_plainly(parameter) for parameter in super().get_params(ctx)]


def read_plainly(parameter: Any) -> Any:
    """The parameter, read plainly if its type allows it, and named plainly."""
    if isinstance(parameter, TyperArgument):
        parameter.metavar = parameter.metavar or f"{(parameter.name or '').upper()}{'' if parameter.nargs == 1 else '...'}"
        parameter.__class__ = PlainArgument
    described = parameter.type_descriptor
    kinds = {
        described.annotation,
        *get_args(described.annotation),
        *(inner for kind in get_args(described.annotation) for inner in get_args(kind)),
    }
    if kinds & _READERS.keys() and kinds <= {*_READERS, type(None), list[str], list[str] | None}:
        parameter._runtime_param = Plainly(described.parameter_info, described.annotation)
    return parameter
