"""Where a command's findings go: one report to the terminal, others to files, each in its format."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from acctplan import registry
from acctplan.errors import ValueRefused
from acctplan.named_tuple import NamedTuple

from .emit import PACKAGE, deliver_pieces, written_by

if TYPE_CHECKING:
    from types import ModuleType

    from acctplan.report import Report

    from .context import Session

FINDINGS = f"{PACKAGE}.findings"
STDOUT = "-"
_SUMMARY = "GITHUB_STEP_SUMMARY"


class Outlet(NamedTuple):
    """A format and where it goes: a file, or `-` for stdout. The main one takes the place of what people read."""

    name: str
    target: str
    main: bool = False


def formats() -> list[str]:
    """Every format that findings have, sorted."""
    return sorted({*registry.names(PACKAGE), *registry.names(FINDINGS)})


def renderer(name: str) -> ModuleType:
    """The module of a format: the one for findings where there is one."""
    return registry.load(FINDINGS if name in registry.names(FINDINGS) else PACKAGE, name)


def outlets(session: Session, *, counting: bool = False) -> list[Outlet]:
    """What --format, --json and each --output ask for. Raises ValueRefused for what is unknown or clashes.

    With `counting`, findings are counted instead of shown, which formats that only findings have cannot do.
    """
    said = "json" if session.options.get("json") else session.options.get("format") or ""
    if said:
        _known(said)
    found = [_outlet(word, said) for word in session.options.get("output") or ()]
    main = [outlet.target for outlet in found if outlet.main]
    if len(main) > 1:
        raise ValueRefused(f"{main[0]} and {main[1]} would hold the same", "Say which format each file has: FORMAT=FILE.")
    if not main and (said or all(outlet.target != STDOUT for outlet in found)):
        found.append(Outlet(said or "text", STDOUT, main=True))
    places = [_place(outlet.target) for outlet in found]
    for outlet, place in zip(found, places, strict=True):
        if places.count(place) > 1:
            where = "stdout" if outlet.target == STDOUT else outlet.target
            raise ValueRefused(f"two formats are to be written to {where}", "Give each a file of its own: FORMAT=FILE.")
    only = [outlet.name for outlet in found if outlet.name not in registry.names(PACKAGE)]
    if counting and only:
        raise ValueRefused(f"{only[0]} holds findings, and --statistics counts them", f"Formats are {', '.join(registry.names(PACKAGE))}.")
    return found


def _outlet(word: str, said: str) -> Outlet:
    """What one --output asks for: a format and a file, or a file for --format or the format its ending tells."""
    name, equals, target = word.partition("=")
    if equals and name in formats():
        if not target:
            raise ValueRefused(f"--output {word} names no file", "Say where it goes: FORMAT=FILE.")
        return Outlet(name, target)
    if equals and name.isalpha():
        _known(name)
    ending = Path(word).suffix
    if said or not ending:
        return Outlet(said or "text", word, main=True)
    known = {module.SUFFIX: known for folder in (FINDINGS, PACKAGE) for known, module in registry.members(folder)}
    if ending not in known:
        raise ValueRefused(f"no format goes with the ending {ending[:20]}", f"Use {', '.join(known)}, or say FORMAT=FILE.")
    return Outlet(known[ending], word, main=True)


def _place(target: str) -> str:
    """The one name of a file that several words may name."""
    return target if target == STDOUT else str(Path(os.path.realpath(Path(target).parent), Path(target).name))


def _known(name: str) -> None:
    if name not in formats():
        raise ValueRefused(f"there is no format “{name[:40]}”", f"Formats are {', '.join(formats())}.")


def give(session: Session, wanted: list[Outlet], report_for: Callable[[str], Report]) -> None:
    """Write every outlet, files first; `report_for` gives the report that a format is made from."""
    for outlet in sorted(wanted, key=lambda outlet: outlet.target == STDOUT):
        report = report_for(outlet.name)
        color = session.color and outlet.target == STDOUT
        deliver_pieces(session, written_by(renderer(outlet.name), report, session.width, color), outlet.name, outlet.target)
    if any(outlet.name == "github" and outlet.target == STDOUT for outlet in wanted):
        _summarise(session, report_for("markdown"))


def _summarise(session: Session, report: Report) -> None:
    """Add the report to the summary of the step that runs us on GitHub, if one does."""
    name = os.environ.get(_SUMMARY)
    if session.recording:
        session.recording.whole = False
    if not name:
        return
    try:
        if Path(name).exists() and not Path(name).is_file():
            raise OSError
        with Path(name).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(renderer("markdown").render(report, width=session.width, color=False))
    except OSError:
        session.say(f"acctplan: the step's summary could not be written to {name}.")
