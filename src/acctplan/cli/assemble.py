"""From a command's function to its command line: the options that many commands take are added here, once."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Annotated, Any, get_type_hints

import typer

from . import complete
from .plain import PlainCommand

Option = typer.Option
COMMON: dict[str, tuple[Any, Any]] = {
    "book": (Annotated[str, Option("--book", "-C", metavar="DIR", help="The book's folder.", show_default=False)], ""),
    "today": (Annotated[str, Option("--today", metavar="DATE", help="The day to reckon from.", show_default=False)], ""),
    "me": (Annotated[str, Option("--as", metavar="PERSON", help="Who `me` is.", show_default=False, autocompletion=complete.people)], ""),
    "color": (
        Annotated[
            str,
            Option(
                "--color",
                metavar="WHEN",
                help="auto, always or never.",
                show_default=False,
                autocompletion=complete.words("auto", "always", "never"),
            ),
        ],
        "",
    ),
}


def _format(names: str, offered: Callable[..., list[str]]) -> tuple[Any, Any]:
    option = Option("--format", metavar="FORMAT", help=names, show_default=False, autocompletion=offered)
    return Annotated[str, option], ""


REPORT: dict[str, tuple[Any, Any]] = {
    "json": (Annotated[bool, Option("--json", help="The same as --format json.")], False),
    "format": _format("text, markdown, html, json or concise.", complete.formats),
    "output": (Annotated[str, Option("--output", "-o", metavar="FILE", help="Write to a file; - is stdout.", show_default=False)], ""),
    "no_pager": (Annotated[bool, Option("--no-pager", help="Never show a pager.")], False),
}
FINDINGS: dict[str, tuple[Any, Any]] = {
    **REPORT,
    "format": _format("text, concise, json, jsonl, github, gitlab, sarif, junit, markdown or html.", complete.finding_formats),
    "output": (
        Annotated[
            list[str] | None,
            Option("--output", "-o", metavar="[FORMAT=]FILE", help="Write to a file; with FORMAT= as often as wanted.", show_default=False),
        ],
        None,
    ),
}
DIFFERENCE: dict[str, tuple[Any, Any]] = {
    **REPORT,
    "format": _format("text, markdown, html, json, concise or patch.", complete.difference_formats),
}
REMEMBERED: dict[str, tuple[Any, Any]] = {"no_cache": (Annotated[bool, Option("--no-cache", help="Find everything out anew.")], False)}
READ: dict[str, tuple[Any, Any]] = {
    **REMEMBERED,
    "jobs": (Annotated[int, Option("--jobs", metavar="N", min=0, help="Processes at once; else as many as pay.", show_default=False)], 0),
    "as_of": (
        Annotated[
            str | None,
            Option(
                "--as-of",
                metavar="TIME",
                help="A date, period, snapshot or commit.",
                show_default=False,
                autocompletion=complete.times,
            ),
        ],
        None,
    ),
}
WRITE: dict[str, tuple[Any, Any]] = {
    "commit": (Annotated[bool, Option("--commit", help="Commit exactly what this changes.")], False),
    "message": (
        Annotated[str, Option("--message", "-m", metavar="TEXT", help="The commit's message; implies --commit.", show_default=False)],
        "",
    ),
    "dry_run": (Annotated[bool, Option("--dry-run", help="Show the change, write nothing.")], False),
    "diff": (Annotated[bool, Option("--diff", help="Show the change that was written.")], False),
}
SETS = {"report": REPORT, "findings": FINDINGS, "difference": DIFFERENCE, "read": READ, "remembered": REMEMBERED, "write": WRITE}


def common_of(module: ModuleType) -> dict[str, tuple[Any, Any]]:
    """Annotation and default of each shared option a command takes, by name."""
    chosen = {name: option for word in module.TAKES for name, option in SETS[word].items()}
    return {**chosen, **COMMON}


def command_of(module: ModuleType, name: str) -> Any:
    """The command of a module: its own parameters, then the shared ones it takes."""
    single = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    single.command(name, cls=PlainCommand, epilog=module.EXAMPLE and f"Example: {module.EXAMPLE}")(bound(module))
    return typer.main.get_command(single)


def _names(module: ModuleType) -> dict[str, Any]:
    """What the annotations of a command's parameters name. Commands import it for them alone, so that one may run without it."""
    options = vars(importlib.import_module(module.OPTIONS)) if hasattr(module, "OPTIONS") else {}
    return {**options, "typer": typer, "complete": complete, "Session": Any}


def bound(module: ModuleType) -> Callable[..., Any]:
    """The command's function as Typer sees it: shared options become the session, its first argument."""
    function = module.command
    hints = get_type_hints(function, localns=_names(module), include_extras=True)
    own = {key: parameter for key, parameter in inspect.signature(function).parameters.items() if key != "session"}
    common = common_of(module)

    def call(ctx: typer.Context, **values: Any) -> Any:
        from .carry_out import Asked, carried_out

        shared = {key: values.pop(key) for key in common}
        before = ctx.meta.get("acctplan", {})
        options = {**shared, **{key: value for key, value in before.items() if not shared.get(key)}}
        return carried_out(module, Asked(ctx.info_name or "", options, values, tuple(ctx.meta.get("acctplan.words", ()))))

    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)]
    parameters += [parameter.replace(kind=keyword, annotation=hints[key]) for key, parameter in own.items()]
    parameters += [inspect.Parameter(key, keyword, default=default, annotation=hint) for key, (hint, default) in common.items()]
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    call.__doc__ = module.__doc__
    return call
