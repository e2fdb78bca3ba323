"""What a clone must know so that git merges and shows plans by field: its own config and attributes, never the repository's files."""

from __future__ import annotations

import os
import re
from pathlib import Path

from acctplan.errors import GitFailed
from acctplan.named_tuple import NamedTuple

from . import files
from .git import Repository
from .git_process import run
from .root import PLANS

_NAME = "acctplan"
_DRIVER = f"merge={_NAME}"
_MARK = "# acctplan: plans are merged and shown by field; `acctplan git setup --remove` takes this line and the next away"
_BY_LINES = "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
_MERGE = f"{{0}} git merge -- %O %A %B %L %P; s=$?; [ $s -le 1 ] && exit $s; {_BY_LINES}"
_SHOW = 'f() {{ {0} git textconv -- "$1" 2>/dev/null || cat -- "$1"; }}; f'
_PLACES = r"^([a-z_]+:.*|[ ]{1,4}[a-z0-9-]+:.*|#{1,6} .*)$"


class Setup(NamedTuple):
    """What stands in a clone and what is to stand there: config values by key (None: not set), and the bytes of its attributes."""

    attributes: Path
    config: dict[str, tuple[str | None, str | None]]
    before: bytes
    after: bytes
    lines: tuple[str, ...]

    @property
    def changed(self) -> dict[str, str | None]:
        """Config values that change."""
        return {key: wanted for key, (now, wanted) in self.config.items() if now != wanted}


def wanted_setup(repository: Repository, program: str) -> Setup:
    """The setup of a clone, `program` being the words that run this one in a shell.

    Source: gitattributes(5), “Defining a custom merge driver” and “Performing text diffs of binary files”. Where the program is
    gone or fails, git's own merge and the file itself stand in, so that no side of a merge is lost.
    """
    values = {
        f"merge.{_NAME}.name": "acctplan: plans merged by field",
        f"merge.{_NAME}.driver": _MERGE.format(program),
        f"diff.{_NAME}.textconv": _SHOW.format(program),
        f"diff.{_NAME}.xfuncname": _PLACES,
    }
    path, before = _attributes(repository)
    line = _line(repository)
    others = _without(before, line)
    kept = others + b"\n" if others and not others.endswith(b"\n") else others
    after = before if os.fsencode(line) in before.split(b"\n") else kept + os.fsencode(f"{_MARK}\n{line}\n")
    return Setup(path, {key: (_now(repository, key), value) for key, value in values.items()}, before, after, (line,))


def no_setup(repository: Repository) -> Setup:
    """The setup taken away: this book's line, and the values once no other book of the clone has a line."""
    path, before = _attributes(repository)
    line = _line(repository)
    after = _without(before, line)
    others = any(_DRIVER in row.decode("utf-8", "replace").split() for row in after.split(b"\n"))
    keys = () if others else tuple(wanted_setup(repository, _NAME).config)
    lines = (line,) if after != before else ()
    return Setup(path, {key: (now, None) for key in keys if (now := _now(repository, key)) is not None}, before, after, lines)


def keep_setup(repository: Repository, setup: Setup) -> None:
    """Write what changes, the attributes last to come and first to go. Raises FileRefused, Overtaken or GitFailed."""
    removing = None in setup.changed.values()
    if removing:
        _write_attributes(setup)
    for key, value in setup.changed.items():
        words = ("--unset-all", key) if value is None else ("--replace-all", key, value)
        run(repository.top, "config", "--local", *words)
    if not removing:
        _write_attributes(setup)


def _write_attributes(setup: Setup) -> None:
    if setup.after and setup.after != setup.before:
        files.write(setup.attributes, setup.after, setup.before or files.read(setup.attributes))
    elif setup.before and not setup.after:
        files.refuse_other(setup.attributes, setup.before)
        setup.attributes.unlink()


def _attributes(repository: Repository) -> tuple[Path, bytes]:
    """The clone's own attributes, which are in no commit and which no branch can overrule."""
    path = repository.common / "info" / "attributes"
    if path.parent.is_symlink():
        raise GitFailed(f"{path.parent} is a link, and links are not followed", "Look at the clone's .git folder.")
    return path, files.read(path) or b""


def _line(repository: Repository) -> str:
    """The attributes of this book's plans; what is special in the name of its folder is taken as it is."""
    folder = re.sub(r"([*?\[\]\\])", r"\\\1", repository.prefix)
    pattern = f"/{folder}{PLANS}/**/*.md"
    if re.search(r"[\s\"\x00-\x1f\x7f]", pattern):
        pattern = '"' + pattern.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n") + '"'
    return f"{pattern} {_DRIVER} diff={_NAME}"


def _without(data: bytes, line: str) -> bytes:
    """Attributes without a line and the comment above it."""
    rows = data.split(b"\n")
    if os.fsencode(line) not in rows:
        return data
    place = rows.index(os.fsencode(line))
    start = place - 1 if place and rows[place - 1] == _MARK.encode() else place
    return b"\n".join(rows[:start] + rows[place + 1 :])


def _now(repository: Repository, key: str) -> str | None:
    """What the clone's config says; the last of several values, as git has it."""
    done = run(repository.top, "config", "--local", "--null", "--get", key, check=False)
    return done.stdout.decode("utf-8", "replace").removesuffix("\0") if done.returncode == 0 else None
