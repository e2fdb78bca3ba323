"""Accounts that differ from a commit, on both sides: what rules say of them, and which items were touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acctplan.analysis.touched import Path
    from acctplan.model.finding import Finding
    from acctplan.rules._lint import Linter
    from acctplan.store.answers import Answers
    from acctplan.store.source import Ahead, Source
    from acctplan.store.touched import Sides

    from .context import Session
    from .linting import Question
    from .survey import Part
    from .verdicts import Verdicts

_UNUSED = "AP901"
_MOST = 500
"""Accounts of which what rules say is remembered; of more, little can stay the same."""


class Accounts:
    """Some accounts of a book at a commit and now. What rules said of the same contents before is not asked again.

    `whole` tells that rules are asked that judge an account by its standing alone.
    """

    def __init__(self, session: Session, before: Session, question: Question, sides: Sides, ids: list[str], *, whole: bool) -> None:
        from acctplan.store.source import Ahead, Tree

        assert session.repository is not None
        self.session = session
        self.before = before
        self.question = question
        self.repository = session.repository
        self.sides = sides
        self.ids = ids
        self.whole = whole
        source = session.source()
        gone = [path for path in sides.apart if path not in sides.now]
        refused = source.read(gone)
        files = plan_paths([*sides.now, *gone], ids)
        self.files = _kept(files, lambda path: path in sides.now or path in refused)
        self.old_files = _kept(files, lambda path: path in sides.then)
        self.source = Ahead(source, _all_paths(self.files, ids))
        self.tree = Tree(self.repository, sides.then)
        self.ahead = Ahead(self.tree, ())
        self.place = _place(session) if len(ids) <= _MOST and not question.rows else None

    @property
    def among(self) -> int:
        """How many accounts there are, at least about."""
        return len(self.sides.now)

    def old(self, ids: Iterable[str]) -> Ahead:
        """What the files of these accounts held at the commit."""
        from acctplan.store.source import Ahead

        wanted = _all_paths(self.old_files, ids)
        if not self.ahead.places.keys() >= set(wanted):
            self.ahead = Ahead(self.tree, wanted)
        return self.ahead

    @cached_property
    def linter(self) -> Linter:
        """The rules that were asked."""
        from .survey import linter_of

        return linter_of(self.session, self.question.select, self.question.ignore)

    @cached_property
    def said_now(self) -> Verdicts:
        """What rules said of accounts as they are, and which items were touched."""
        return self._verdicts("now", self.repository.head)

    @cached_property
    def said_then(self) -> Verdicts:
        """Fingerprints of what rules said of accounts as they were."""
        return self._verdicts("then", self.before.now.commit)

    def _verdicts(self, side: str, commit: str | None) -> Verdicts:
        from acctplan.store.contents import ground_of

        from .verdicts import Verdicts

        ground = ground_of(self.session.book, self.repository, commit or "") if self.place else None
        asked = [side, sorted(self.question.select), sorted(self.question.ignore), str(self.session.reckoned), self.whole, ground]
        return Verdicts(self.place if ground else None, asked)

    @cached_property
    def parts(self) -> dict[str, Part]:
        """What rules say of each account now."""
        return {key: part for key, (part, _) in self._judged.items()}

    @cached_property
    def items(self) -> dict[str, frozenset[Path]]:
        """Which of its items were touched."""
        return {key: items for key, (_, items) in self._judged.items()}

    @cached_property
    def _judged(self) -> dict[str, tuple[Part, frozenset[Path]]]:
        from .verdicts import packed, unpacked

        contents = {key: self._contents(key) for key in self.ids}
        kept = {key: self.said_now.of(key, contents[key]) for key in self.ids}
        found = {key: (unpacked(value[0]), frozenset(map(tuple, value[1]))) for key, value in kept.items() if value}
        missing = [key for key in self.ids if key not in found]
        parts = self._each(self.session, self.linter, self.source, self.files, missing)
        items = self.touched(missing)
        for key, part in parts.items():
            if not part.closed:
                self.said_now.note(key, contents[key], [packed(part), sorted(items[key])])
        return {key: found.get(key) or (parts[key], items[key]) for key in self.ids}

    def _contents(self, key: str) -> str:
        """Names of what an account holds, as it was read, and of its plan at the commit; empty where that is not at hand."""
        from acctplan.store.git import blob_id

        if self.place is None:
            return ""
        paths, long = _paths(self.files, key), len(self.repository.head or "") > 40
        blobs = {path: blob_id(data, long=long) for path, data in self.source.read(paths).items() if isinstance(data, bytes)}
        return _named([*paths, *self.old_files.get(key, ())[:1]], blobs, self.sides.then)

    def _each(self, session: Session, linter: Linter, source: Source, files: dict[str, list[str]], ids: list[str]) -> dict[str, Part]:
        """What these rules say of each account on one side."""
        from acctplan.store.shelf import Shelf

        from .changed_over_book import with_standing
        from .survey import Surveyor

        if not ids:
            return {}
        shelf = Shelf(source, session.desk, files=files)
        surveyor = Surveyor(session, linter, rows=self.question.rows, shelf=shelf, among=self.among)
        return {key: with_standing(surveyor, part) if self.whole else part for key, part in surveyor.each(ids).items()}

    def known(self, findings: Iterable[Finding]) -> set[str]:
        """Fingerprints of what the rules of these findings said before of the accounts that they are about."""
        wanted: dict[str, set[str]] = {}
        for finding in findings:
            if finding.plan in self.parts:
                wanted.setdefault(finding.plan, set()).add(finding.code)
        contents = {key: _named(_paths(self.old_files, key), self.sides.then, {}) for key in wanted}
        kept = {key: self.said_then.of(key, contents[key]) for key in wanted}
        missing = [key for key, said in kept.items() if said is None or not wanted[key] <= set(said[0])]
        linter = self._linter_of({code for key in missing for code in wanted[key]})
        codes = sorted(rule.code for rule in linter.rules)
        for key, part in self._each(self.before, linter, self.old(missing), self.old_files, missing).items():
            kept[key] = [codes, [finding.fingerprint for finding in part.findings]]
            self.said_then.note(key, contents[key], kept[key])
        return {fingerprint for said in kept.values() for fingerprint in said[1]}

    def _linter_of(self, codes: set[str]) -> Linter:
        """These rules alone; all of them where one asks what the others said."""
        from acctplan.rules._lint import Linter

        linter, context = self.linter, self.linter.context
        rules = [rule for rule in linter.rules if rule.code in codes or _UNUSED in codes]
        return Linter(rules, context.settings, context.team, today=context.today, blocks=linter.blocks)

    def touched(self, ids: Iterable[str]) -> dict[str, frozenset[Path]]:
        """Touched items of each plan: all of one that is new, or that cannot be read on one side."""
        from acctplan.analysis.touched import WHOLE

        found: dict[str, frozenset[Path]] = {}
        apart: list[str] = []
        for key in ids:
            then = self.sides.then.get((self.old_files.get(key) or [""])[0])
            now = self.sides.now.get((self.files.get(key) or [""])[0])
            if key not in self.files or (then and then == now):
                found[key] = frozenset()
            elif not then or not now:
                found[key] = WHOLE
            else:
                apart.append(key)
        return found | self._apart(apart)

    def _apart(self, ids: list[str]) -> dict[str, frozenset[Path]]:
        from acctplan.analysis.changes import changes
        from acctplan.analysis.touched import WHOLE, touched_items
        from acctplan.store.differing import read_apart

        if not ids:
            return {}
        before, after = read_apart(self.old(ids), self.source, self.session.desk, [(key, key) for key in ids])
        pairs = {key: (before.entries[key].plan, after.entries[key].plan) for key in ids}
        return {key: touched_items(changes(was, now)) if was and now else WHOLE for key, (was, now) in pairs.items()}

    def close(self) -> None:
        """Remember what was found."""
        for said in ("said_now", "said_then"):
            if said in vars(self):
                getattr(self, said).close()


def plan_paths(paths: Iterable[str], ids: Iterable[str]) -> dict[str, list[str]]:
    """Plan files of some accounts, and of those whose ids some computers take for theirs; as folders are gone through."""
    from acctplan.model.identifier import alike

    wanted = {alike(key) for key in ids}
    plans = [path for path in paths if path.startswith("plans/") and path.endswith(".md")]
    found: dict[str, list[str]] = {}
    for path in plans:
        key = path[path.rfind("/") + 1 : -3]
        if (key.casefold() if key.isascii() else alike(key)) in wanted and "/." not in path:
            found.setdefault(key, []).append(path)
    return {key: sorted(own, key=lambda path: path.split("/")) for key, own in found.items()}


def _kept(files: Mapping[str, list[str]], there: Callable[[str], bool]) -> dict[str, list[str]]:
    return {key: own for key, paths in files.items() if (own := [path for path in paths if there(path)])}


def _all_paths(files: Mapping[str, list[str]], ids: Iterable[str]) -> list[str]:
    return [path for key in ids for path in (*files.get(key, ()), f"facts/{key}.yaml")]


def _paths(files: Mapping[str, list[str]], key: str) -> list[str]:
    """The file of an account's plan, and that of its facts."""
    return [*files.get(key, ())[:1], f"facts/{key}.yaml"]


def _named(paths: Iterable[str], *sides: Mapping[str, str]) -> str:
    """Files, and what they hold on each side, by git's names."""
    return "\0".join(word for path in paths for word in (path, *(blobs.get(path, "") for blobs in sides)))


def _place(session: Session) -> Answers | None:
    if session.options.get("no_cache"):
        return None
    from acctplan.store.answers import answers

    from .stamp import stamp

    return answers(stamp())
