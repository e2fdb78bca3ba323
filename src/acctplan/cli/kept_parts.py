"""What was found in accounts before, kept for the next run over the book: after one plan was saved, one is gone through again.

It holds for an account as long as its files hold the same, nobody committed anything to them, and all that rules go by beside
them is the same: the day, the settings, the team, the templates, who is who, the rules asked and the tool.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Any
from zlib import crc32

from acctplan.errors import AcctplanError
from acctplan.model.finding import Finding
from acctplan.model.packed import Packed, Passing, in_order
from acctplan.rules._lint import Seen
from acctplan.store.answers import opened, parts_kept, sound

from .changed_over_book import ALONE, with_standing
from .survey import Part, Survey, Surveyor, gathered
from .verdicts import packed, unpacked

if TYPE_CHECKING:
    from .context import Session

_NEAR = 64
"""Accounts that are kept together, on average: few enough to be written anew for one, many enough to be read fast."""
_PLAN = Finding.__slots__.index("plan")
_AT_ONCE = 256
"""Accounts that are gone through at once."""


class KeptParts:
    """The accounts of a book in runs, each kept under its first id.

    `slot` names the book and the question; `ground` all that findings depend on beside an account's files. `contents` names what
    the files of an account held when this run began, and `again` what they hold when it is asked; both are empty where nobody can tell.
    `touched` gives the paths in the book that were committed to since a commit, None where that cannot be told. `cut` tells that some
    history was found cut short.
    """

    def __init__(
        self,
        slot: str,
        ground: str,
        head: str,
        *,
        contents: Callable[[str], str],
        again: Callable[[str], str],
        touched: Callable[[str], set[str] | None],
    ) -> None:
        self.place = parts_kept()
        self.slot = slot
        self.ground = ground
        self.head = head
        self.contents = contents
        self.again = again
        self.touched = cache(touched)
        self.cut = False

    @cached_property
    def rows(self) -> dict[str, bytes]:
        """What is kept of the book, closed."""
        return self.place.under(f"{self.slot}:")

    def _open(self, run: Sequence[str], kind: str) -> Any:
        key = f"{self.slot}:{run[0]}:{kind}"
        return opened(self.rows.get(key), key)

    def holding(self, run: Sequence[str]) -> set[str]:
        """The accounts of a run for which what is kept still holds."""
        head = self._open(run, "head") or {}
        since = self.touched(head["head"]) if head.get("ground") == self.ground else None
        if since is None:
            return set()
        self.cut = self.cut or head["cut"]
        return {key for key, contents in head["contents"].items() if self._holds(key, contents, since)}

    def _holds(self, key: str, contents: str, since: set[str]) -> bool:
        return contents == self.contents(key) and since.isdisjoint(contents.split("\0"))

    def whole(self, run: Sequence[str], *, rows: bool) -> Part | None:
        """What is kept of a run as one part, of which the findings stay closed; None if it holds other accounts too, or is not whole."""
        head, key = self._open(run, "head"), f"{self.slot}:{run[0]}:findings"
        mine = (self._open(run, "rows") or {}) if rows else {}
        if head["contents"].keys() != set(run) or not sound(self.rows.get(key), key) or (rows and mine.keys() != set(run)):
            return None
        part = unpacked([[], *head["together"], [row for one in run for row in mine.get(one, ())]])
        return part._replace(findings=Closed(self.rows[key], key, head["many"]))

    def of(self, run: Sequence[str]) -> dict[str, Part]:
        """What is kept of each account of a run, for those of which it still holds."""
        found, apart, rows = (self._open(run, kind) for kind in ("findings", "apart", "rows"))
        if found is None or apart is None or rows is None:
            return {}
        findings: dict[str, list[Any]] = {}
        for one in found:
            findings.setdefault(one[_PLAN], []).append(one)
        return {key: unpacked([findings.get(key, []), *apart[key], rows[key]]) for key in self.holding(run)}

    def lasting(self, key: str, part: Part) -> bool:
        """Whether what was found just now may be kept: every file could be opened, and none was saved meanwhile."""
        return not part.closed and bool(self.contents(key)) and self.again(key) == self.contents(key)

    def keep(self, run: Sequence[str], parts: Mapping[str, Part], *, cut: bool) -> None:
        """Keep what was found in these accounts of a run."""
        together = packed(_together(parts.values(), rows=False, owner=""))
        said = {key: packed(part) for key, part in parts.items()}
        contents = {key: self.contents(key) for key in parts}
        head = {
            "ground": self.ground,
            "head": self.head,
            "cut": cut,
            "contents": contents,
            "together": together[1:5],
            "many": len(together[0]),
        }
        kinds = {
            "head": head,
            "findings": together[0],
            "apart": {key: one[1:5] for key, one in said.items()},
            "rows": {key: one[5] for key, one in said.items()},
        }
        self.place.put({f"{self.slot}:{run[0]}:{kind}": value for kind, value in kinds.items()})


class Closed(Passing):
    """Findings as they are kept; opened each time they are gone through."""

    __slots__ = ("kept", "key")

    def __init__(self, kept: bytes, key: str, length: int) -> None:
        self.kept = kept
        self.key = key
        self.length = length

    def __iter__(self) -> Iterator[Finding]:
        return (Finding(*one) for one in opened(self.kept, self.key))


def kept_parts(session: Session, select: Iterable[str], ignore: Iterable[str]) -> KeptParts | None:
    """What is kept of the session's book and these rules; None where nothing is to be, or where git cannot vouch for the contents."""
    repository = session.repository
    if repository is None or repository.head is None or session.options.get("as_of") or session.options.get("no_cache"):
        return None
    from acctplan.store.contents import ground_of
    from acctplan.store.touched import Look, blob_now, touched_since

    from .stamp import stamp

    try:
        beside = ground_of(session.book, repository, "")
        files, now = session.register.files, Look(repository, session.listing).held(repository.head)
    except AcctplanError:
        return None
    if beside is None:
        return None
    slot = _digest([str(session.book), sorted(select), sorted(ignore)])
    zone = [os.environ.get(name) for name in ("TZDIR", "PYTHONTZPATH")]
    return KeptParts(
        slot,
        _digest([stamp(), str(session.reckoned), zone, beside]),
        repository.head,
        contents=lambda key: _contents(key, files, now.get),
        again=lambda key: _contents(key, files, lambda path: blob_now(repository, path)),
        touched=lambda commit: touched_since(repository, commit),
    )


def _contents(key: str, files: Mapping[str, list[str]], blob_of: Callable[[str], str | None]) -> str:
    """The files of an account, each with git's name for what it holds; empty where one has none though it is there."""
    paths = [*files.get(key, ())[:1], f"facts/{key}.yaml"]
    blobs = [blob_of(path) for path in paths]
    known = "" not in blobs and (blobs[0] is not None or key not in files)
    return "\0".join(f"{path}\0{blob or ''}" for path, blob in zip(paths, blobs, strict=True)) if known else ""


def _digest(parts: list[Any]) -> str:
    return blake2b(json.dumps(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def surveyed_again(surveyor: Surveyor, kept: KeptParts, *, rows: bool, owner: str) -> Survey:
    """The survey of the whole book, of which only those accounts are gone through for which nothing kept holds."""
    wanted = surveyor.session.register.ids()
    parts = list(_parts(surveyor, kept, wanted, rows=rows, owner=owner))
    if not owner:
        parts.append(surveyor.beyond_plans(wanted, parts, cut=kept.cut, judged=ALONE))
    return gathered(parts, wanted)


def _parts(surveyor: Surveyor, kept: KeptParts, ids: list[str], *, rows: bool, owner: str) -> Iterator[Part]:
    """A part for each run of the accounts."""

    def together(run: list[str], parts: Mapping[str, Part]) -> Part:
        return _together([parts[key] for key in run], rows=rows, owner=owner)

    ready: dict[str, Part] = {}
    missing: dict[str, list[str]] = {}
    for run in runs_of(ids):
        part = kept.whole(run, rows=rows) if not owner and kept.holding(run).issuperset(run) else None
        parts = kept.of(run) if part is None else {}
        lacking = [key for key in run if key not in parts]
        if part is not None:
            ready[run[0]] = part
        elif lacking:
            missing[run[0]] = lacking
        else:
            ready[run[0]] = together(run, parts)
    fresh = _gone_through(surveyor, kept, list(missing.values()))
    for run in runs_of(ids):
        if run[0] in ready:
            yield ready.pop(run[0])
            continue
        known, found = kept.of(run), next(fresh)
        lasting = {key: part for key, (part, lasts) in found.items() if lasts}
        if lasting:
            kept.keep(run, {**known, **lasting}, cut=kept.cut or bool(surveyor.chronicle and surveyor.chronicle.cut))
        yield together(run, {**known, **{key: part for key, (part, _) in found.items()}})
    for _ in fresh:
        pass


def _gone_through(surveyor: Surveyor, kept: KeptParts, runs: list[list[str]]) -> Iterator[dict[str, tuple[Part, bool]]]:
    """What is found in some accounts of each run, and whether it may be kept; many runs are gone through at once."""

    def work(ids: list[str]) -> dict[str, tuple[Part, bool]]:
        parts = {key: with_standing(surveyor, surveyor.part([key])) for key in ids}
        return {key: (part, kept.lasting(key, part)) for key, part in parts.items()}

    slices = list(_slices(runs))
    at_work = surveyor.through(slices, work, chain.from_iterable(slices)) if slices else iter(())
    found: dict[str, tuple[Part, bool]] = {}
    for run in runs:
        if run[0] not in found:
            found |= next(at_work)
        yield {key: found.pop(key) for key in run}
    for _ in at_work:
        pass


def _slices(runs: Iterable[list[str]]) -> Iterator[list[str]]:
    """The ids of some runs after one another, many at once."""
    held: list[str] = []
    for run in runs:
        held += run
        if len(held) >= _AT_ONCE:
            yield held
            held = []
    if held:
        yield held


def _together(parts: Iterable[Part], *, rows: bool, owner: str) -> Part:
    """The parts as one; with an owner, only what is theirs, and plans that may be theirs though nobody can read them."""
    mine = [_owned(part, owner) for part in parts] if owner else list(parts)
    return Part(
        Packed(sorted((finding for part in mine for finding in part.findings), key=in_order)),
        tuple(row for part in mine for row in part.rows) if rows else (),
        sum((part.seen for part in mine), start=Seen()),
        tuple(plan for part in mine for plan in part.unreadable),
        tuple(why for part in mine for why in part.closed),
        tuple(one for part in mine for one in part.silenced),
        tuple(pair for part in mine for pair in part.standings),
    )


def _owned(part: Part, owner: str) -> Part:
    whose = part.rows[0].owner if part.rows else owner
    if whose == owner:
        return part
    return Part((), unreadable=() if whose else part.unreadable, closed=part.closed)


def runs_of(ids: Iterable[str]) -> list[list[str]]:
    """The ids in runs. Where one ends depends on the ids alone: an account more or less changes one run, not all that follow.

    >>> runs_of(["birch", "cedar"])
    [['birch', 'cedar']]
    """
    runs: list[list[str]] = []
    for key in ids:
        if not runs or crc32(key.encode("utf-8", "surrogatepass")) % _NEAR == 0:
            runs.append([])
        runs[-1].append(key)
    return runs
