"""What a change of some accounts brings about over the book: where accounts are held against each other, and in files beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from acctplan.model.book import Book, Entry, Standing
from acctplan.store.root import CONTACTS, SYNCED

if TYPE_CHECKING:
    from acctplan.model.finding import Finding, Suppressed
    from acctplan.store.beside import Beside
    from acctplan.store.source import Source

    from .changed_accounts import Accounts
    from .survey import Part, Surveyor

ALONE = ("AP406", "AP407", "AP806")
"""Rules over the book that judge each account by its own standing."""
NAMED, OWNED = "AP104", "AP405"
"""Those that hold accounts against each other: by their names, by who owns them."""
BESIDE = ("AP319", "AP800", "AP801", "AP805")
"""Those that judge files beside the accounts."""
ELSEWHERE = ("AP904", "AP905")
"""Those that are asked with the baseline, or that say what a note says."""
_COUNTED = {("owner",), ("tier",), ("arr",), ()}
_FILES = (SYNCED, CONTACTS)
_Files = Mapping[str, list[str]]
_Standings = Mapping[str, Standing]


def with_standing(surveyor: Surveyor, part: Part) -> Part:
    """What was found in an account, with what its standing alone brings about."""
    from acctplan.rules._judge import judge_book

    linter = surveyor.linter
    asked = [rule for rule in linter.rules if rule.code in ALONE]
    book = Book(linter.context.settings, linter.context.team, standings=dict(part.standings))
    silenced = list(part.silenced)
    found = list(judge_book(book, linter.context, asked, surveyor.entry, silenced)) if part.standings else []
    return part._replace(findings=(*part.findings, *found), silenced=tuple(silenced))


class OverTheBook:
    """What rules over the book say of it now, as far as the accounts that differ bear on it, and what they said of it then."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts
        self.beside = {path for path in accounts.sides.apart if path in _FILES}
        self.codes = {NAMED, *(BESIDE if self.beside else ())}

    @cached_property
    def part(self) -> Part:
        """What they say now."""
        from acctplan.store.shelf import Shelf

        from .survey import Part, Surveyor

        accounts = self.accounts
        session, source, standings = accounts.session, accounts.session.source(), self._standings[1]
        files = accounts.files | (self._others if standings else {})
        around = self._around(source)
        surveyor = Surveyor(session, accounts.linter, shelf=Shelf(source, session.desk, files=files), among=accounts.among)
        texts = {name: Entry(name, name, around.texts.get(name, "")) for name in self.beside}
        silenced: list[Suppressed] = []
        found = self._said(accounts.files, around, standings, lambda key: texts.get(key) or surveyor.entry(key), silenced)
        return Part(tuple(found), closed=around.closed, silenced=tuple(silenced))

    def known(self, findings: Iterable[Finding]) -> set[str]:
        """Fingerprints of what they said then; nothing where none of these findings is theirs."""
        accounts = self.accounts
        if not {one.fingerprint for one in findings} & {one.fingerprint for one in self.part.findings}:
            return set()
        around = self._around(accounts.tree)
        found = self._said(accounts.old_files, around, self._standings[0], Entry, [])
        return {one.fingerprint for one in found}

    def _said(
        self, files: _Files, around: Beside, standings: _Standings, whole_entry: Callable[[str], Entry | None], silenced: list[Suppressed]
    ) -> Iterable[Finding]:
        from acctplan.rules._judge import judge_book

        linter = self.accounts.linter
        register = {key: Entry(key, *files.get(key, ())[:1]) for key in sorted({*files, *self.accounts.ids})}
        twins = tuple((key, path) for key in sorted(files) for path in files[key][1:])
        exposed = tuple(name for name in around.exposed if name in self.beside)
        texts = {name: text for name, text in around.texts.items() if name in self.beside}
        context = linter.context
        book = Book(context.settings, context.team, register, twins, beside=texts, exposed=exposed, standings=standings)
        codes = self.codes | ({OWNED} if standings else set())
        return judge_book(book, context, [rule for rule in linter.rules if rule.code in codes], whole_entry, silenced)

    def _around(self, source: Source) -> Beside:
        from acctplan.store.beside import Beside, look_beside

        return look_beside(source, self.accounts.repository) if self.beside else Beside({}, (), ())

    @cached_property
    def _standings(self) -> tuple[_Standings, _Standings]:
        """Standings of all accounts then and now, if one of those that differ counts otherwise among its owner's; else of none."""
        from acctplan.rules.too_many_plans import limits

        from .standings import standings_of

        accounts = self.accounts
        context = accounts.linter.context
        if all(rule.code != OWNED for rule in accounts.linter.rules):
            return {}, {}
        limited = limits(context)
        now = {key: standing for part in accounts.parts.values() for key, standing in part.standings}
        then = now | self._then()
        counted = [
            {key: (one.owner, one.tier, one.arr) for key, one in side.items() if one.planned and one.owner and one.tier in limited}
            for side in (then, now)
        ]
        if counted[0] == counted[1]:
            return {}, {}
        others = standings_of(accounts.session, accounts.sides, self._others, accounts.place)
        return others | then, others | now

    def _then(self) -> dict[str, Standing]:
        """Standings then, of accounts of which they may have been others; of one that was not there, that of nothing."""
        from acctplan.analysis.standing import standing_of
        from acctplan.store.shelf import Shelf

        accounts = self.accounts
        asked = [key for key in accounts.ids if self._may_differ(key)]
        shelf = Shelf(accounts.old(asked), accounts.before.desk, files=accounts.old_files)
        found = {entry.id: standing_of(entry, accounts.session.settings) for entry in shelf.entries(asked)}
        return {key: found.get(key) or standing_of(Entry(key), accounts.session.settings) for key in asked}

    def _may_differ(self, key: str) -> bool:
        facts, accounts = f"facts/{key}.yaml", self.accounts
        moved = (key in accounts.files) != (key in accounts.old_files) or bool(accounts.items[key] & _COUNTED)
        return moved or accounts.sides.then.get(facts) != accounts.sides.now.get(facts)

    @cached_property
    def _others(self) -> dict[str, list[str]]:
        """The plans' files of accounts that do not differ."""
        own = set(self.accounts.ids)
        files: dict[str, list[str]] = {}
        for path in self.accounts.sides.now:
            if path.startswith("plans/") and path.endswith(".md") and "/." not in path:
                files.setdefault(path[path.rfind("/") + 1 : -3], []).append(path)
        return {key: sorted(paths, key=lambda path: path.split("/")) for key, paths in files.items() if key not in own}
