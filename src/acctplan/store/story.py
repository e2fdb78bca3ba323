"""A book of business replayed from its story: the same files, dates and commit ids on every machine.

The format of a story is told in `examples/STORY.md`. All steps of all files become one `git fast-import` stream,
so a history of several hundred commits is there in a second and never depends on who replays it, or when.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from acctplan.errors import AcctplanError

_LINE_WIDTH = 120
_HUMAN_KEYS = {"at", "by", "with", "say", "mechanical", "write", "edit", "move", "remove", "tag"}
_SYNC_KEYS = {"sync", "account", "facts"}
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT")
_PLAIN = re.compile(r"[A-Za-z0-9_(/+][^\n\r\t\"'\\{}\[\],#&*!|>%@`]*")
_MISREAD = re.compile(r"(?i:true|false|null|~)|[-+]?[0-9][0-9_]*\.?[0-9]*(?:[eE][-+]?[0-9]+)?|0[xo][0-9a-fA-F]+")


class StoryError(AcctplanError):
    """A story that cannot be replayed; the message names file, step and text."""


@dataclass(frozen=True)
class _Step:
    """One entry of a story file, with its place in the story."""

    at: datetime
    file: str
    position: int
    data: Mapping[str, Any]

    @property
    def order(self) -> tuple[datetime, str, int]:
        return self.at, self.file, self.position

    def fault(self, what: str) -> StoryError:
        told = self.data.get("say") or f"sync of {self.data.get('account')}"
        title = str(told).strip().splitlines()[0]
        return StoryError(f"{self.file}, step {self.position} ({self.at.isoformat()}, {title!r}): {what}")


@dataclass
class _Book:
    """The work tree as it stands after the steps told so far."""

    files: dict[str, str] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)


def replay(story_dir: Path, target: Path) -> int:
    """The number of commits told by `story_dir`, now standing in a new git repository at `target`.

    `story_dir` holds `authors.yaml` and `story/*.yaml`; `target` must be absent or empty.
    """
    authors = _load(story_dir / "authors.yaml")
    steps = [step for file in sorted((story_dir / "story").glob("*.yaml")) for step in _steps(file)]
    stream, commits = _stream(sorted(steps, key=lambda step: step.order), authors)
    if not commits:
        raise StoryError(f"{story_dir}: no steps to tell")
    if target.exists() and any(target.iterdir()):
        raise StoryError(f"{target}: not an empty folder, so the story is not replayed into it")
    target.mkdir(parents=True, exist_ok=True)
    _git(target, "init", "-q", "-b", "main", "--template=", "--object-format=sha1")
    _git(target, "fast-import", "--quiet", "--date-format=raw", given=stream)
    _git(target, "reset", "-q", "--hard", "refs/heads/main")
    return commits


def _load(file: Path) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise StoryError(f"{file}: {error.strerror}") from None
    except YAMLError as error:
        raise StoryError(f"{file}: cannot be read: {error}") from None


def _steps(file: Path) -> Iterator[_Step]:
    for position, data in enumerate(_load(file) or [], start=1):
        where = f"{file.name}, step {position}"
        if not isinstance(data, dict):
            raise StoryError(f"{where}: expected a mapping, found {data!r}")
        unknown = sorted(set(data) - (_SYNC_KEYS if "sync" in data else _HUMAN_KEYS))
        if unknown:
            raise StoryError(f"{where}: unknown key {unknown[0]!r}")
        yield _Step(_instant(data.get("sync", data.get("at")), where), file.name, position, data)


def _instant(text: object, where: str) -> datetime:
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise StoryError(f"{where}: expected a quoted instant with an offset, found {text!r}")
    return at


def _stream(steps: list[_Step], authors: Mapping[str, Any]) -> tuple[bytes, int]:
    """The whole story for `git fast-import`, and the number of its commits."""
    nights: dict[datetime, list[_Step]] = {}
    for step in steps:
        if "sync" in step.data:
            nights.setdefault(step.at, []).append(step)
    book, parts, commits = _Book(), [], 0
    for step in steps:
        before = dict(book.files)
        if "sync" in step.data:
            changed = _sync(nights.pop(step.at, []), book)
            told = _night(step, changed)
        else:
            _change(step, book)
            told = step
        if told:
            commits += 1
            parts.append(_commit(told, commits, authors, before, book.files))
    return b"".join(parts), commits


def _night(step: _Step, changed: int) -> _Step | None:
    """The commit of a night's sync; none where no fact changed."""
    if not changed:
        return None
    subject = f"Sync {changed} account{'' if changed == 1 else 's'}"
    return _Step(step.at, step.file, step.position, {"by": "sync", "say": subject})


def _change(step: _Step, book: _Book) -> None:
    for source, destination in (step.data.get("move") or {}).items():
        if source not in book.files or destination in book.files:
            raise step.fault(f"cannot move {source} to {destination}")
        book.files[destination] = book.files.pop(source)
        if source in book.facts:
            book.facts[destination] = book.facts.pop(source)
    book.files.update(step.data.get("write") or {})
    for path, edits in (step.data.get("edit") or {}).items():
        if path not in book.files:
            raise step.fault(f"cannot edit {path}: no such file at that moment")
        for edit in edits:
            book.files[path] = _edited(step, path, book.files[path], edit)
    for path in step.data.get("remove") or []:
        if book.files.pop(path, None) is None:
            raise step.fault(f"cannot remove {path}: no such file at that moment")
        book.facts.pop(path, None)


def _edited(step: _Step, path: str, text: str, edit: Mapping[str, object]) -> str:
    find, put = edit.get("find"), edit.get("put")
    if not isinstance(find, str) or not isinstance(put, str):
        raise step.fault(f"{path}: an edit needs the texts `find` and `put`, found {dict(edit)!r}")
    times = text.count(find)
    if times != 1:
        raise step.fault(f"{path}: {find!r} " + ("is not there" if times == 0 else f"stands {times} times"))
    return text.replace(find, put)


def _commit(step: _Step, mark: int, authors: Mapping[str, Any], before: Mapping[str, str], after: Mapping[str, str]) -> bytes:
    moment = _moment(step.at)
    person = f"{_person(step, step.data.get('by'), authors)} {moment}"
    lines = [b"commit refs/heads/main\nmark :%d\n" % mark]
    lines.append(f"author {person}\ncommitter {person}\n".encode())
    lines.append(_data(_message(step, authors)))
    if mark > 1:
        lines.append(b"from :%d\n" % (mark - 1))
    lines.extend(f"D {path}\n".encode() for path in sorted(before.keys() - after.keys()))
    for path in sorted(after):
        if before.get(path) != after[path]:
            lines.append(f"M 100644 inline {path}\n".encode() + _data(after[path]))
    tag = step.data.get("tag")
    if tag:
        lines.append(f"tag plan/{tag}\nfrom :{mark}\ntagger {person}\n".encode() + _data(f"Snapshot {tag}\n"))
    return b"".join(lines)


def _message(step: _Step, authors: Mapping[str, Any]) -> str:
    said = str(step.data.get("say") or "").strip()
    if not said:
        raise step.fault("a commit needs `say`")
    trailers = [f"Co-authored-by: {_person(step, key, authors)}" for key in step.data.get("with") or []]
    if step.data.get("mechanical"):
        trailers.append("Acctplan-Mechanical: yes")
    return "\n".join([said, "", *trailers] if trailers else [said]) + "\n"


def _person(step: _Step, key: object, authors: Mapping[str, Any]) -> str:
    if key not in authors:
        raise step.fault(f"unknown author {key!r}")
    author = authors[str(key)]
    return f"{author['name']} <{author['email']}>"


def _moment(at: datetime) -> str:
    minutes = (at.utcoffset() or timedelta()) // timedelta(minutes=1)
    sign = "-" if minutes < 0 else "+"
    return f"{int(at.timestamp())} {sign}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)


def _sync(night: Iterable[_Step], book: _Book) -> int:
    """How many facts files the steps of one night changed."""
    before = dict(book.files)
    for step in night:
        path = f"facts/{step.data.get('account')}.yaml"
        told = step.data.get("facts")
        if "account" not in step.data or not isinstance(told, dict):
            raise step.fault("a sync needs `account` and `facts`")
        moment = str(step.data["sync"])
        book.facts[path] = _with_news(book.facts.get(path, {}), told, moment)
        book.files[path] = _facts_text(book.facts[path])
    return sum(before.get(path) != text for path, text in book.files.items())


def _with_news(known: Mapping[str, Any], told: Mapping[str, Any], moment: str) -> dict[str, Any]:
    """What is known once `told` is merged in; a group with a changed value is stamped with `moment`."""
    result = dict(known)
    for name, value in told.items():
        merged = _merged(known.get(name), value)
        if isinstance(merged, dict) and name != "external" and merged != known.get(name):
            rest = {key: item for key, item in merged.items() if key not in ("source", "changed_at")}
            source = {"source": merged["source"]} if "source" in merged else {}
            merged = {**source, "changed_at": moment, **rest}
        result[name] = merged
    return result


def _merged(known: object, told: object) -> Any:
    if not isinstance(known, dict) or not isinstance(told, dict):
        return told
    return {**known, **{key: _merged(known.get(key), value) for key, value in told.items()}}


def _facts_text(facts: Mapping[str, Any]) -> str:
    return "".join(f"{line}\n" for name, value in facts.items() for line in _lines(name, value, 0))


def _lines(name: object, value: object, indent: int) -> Iterator[str]:
    """One entry of a mapping: on one line where it fits, else a block."""
    head = f"{' ' * indent}{_scalar(name)}:"
    line = f"{head} {_flow(value)}"
    if len(line) <= _LINE_WIDTH or not value or not isinstance(value, (dict, list)):
        yield line
        return
    yield head
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _lines(key, item, indent + 2)
    else:
        for item in value:
            yield f"{' ' * (indent + 2)}- {_flow(item)}"


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f'"{value.isoformat()}"'
    if not isinstance(value, str):
        return "null" if value is None else str(value)
    colon = ": " in value or value.endswith((":", " "))
    if _PLAIN.fullmatch(value) and not (colon or _INSTANT.match(value) or _MISREAD.fullmatch(value)):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _git(folder: Path, *arguments: str, given: bytes = b"") -> None:
    """Run git untouched by the settings, templates, signing keys and variables of whoever replays."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C", "TZ": "UTC"}
    command = ["git", "-c", "core.autocrlf=false", "-c", "core.logAllRefUpdates=false", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise StoryError("git is not installed", "Install git: the example is a repository with a history.") from None
    if done.returncode:
        raise StoryError(f"git {arguments[0]} failed in {folder}: {done.stderr.decode(errors='replace').strip()}")
