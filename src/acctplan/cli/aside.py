"""What differs between two states beside the meaning of plans: facts, order and layout."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from acctplan.analysis.changes import changes
from acctplan.analysis.fact_changes import fact_changes
from acctplan.analysis.order import reordered
from acctplan.model.book import Book, Entry
from acctplan.model.change import Change
from acctplan.planfile.cosmetic import rewritten
from acctplan.store.differing import facts_apart, read_facts, texts_of
from acctplan.store.git import Repository
from acctplan.store.shelf import plan_files
from acctplan.store.source import Source

Books = tuple[Book, Book]


class Aside:
    """Changes by account, as they are found. `names` are the earlier ids of plans that have another one now.

    `planned` counts plans that say what they said, of accounts whose facts changed; `unreadable` tells of facts that cannot be read.
    """

    def __init__(self, sources: tuple[Source, Source], repository: Repository | None, names: Mapping[str, str]) -> None:
        self.sources = sources
        self.repository = repository
        self.names = names
        self.changes: dict[str, list[Change]] = {}
        self.unreadable: list[str] = []
        self.planned = 0

    def with_facts(self, books: Books, pairs: Iterable[tuple[str, str]], only: Collection[str]) -> Books:
        """The books with the accounts whose facts alone changed; the changes of all facts are kept."""
        ids = set(facts_apart(*self.sources, self.repository, only).ids)
        (old, odd), (new, odder) = (read_facts(source, sorted(ids)) for source in self.sources)
        self.unreadable = [f"{file} cannot be read on one side" for file in sorted({*odd, *odder})]
        known = {key for pair in pairs for key in pair}
        planned = plan_files(self.sources[1])
        first, second = dict(books[0].entries), dict(books[1].entries)
        for key in sorted(ids - {*self.names.values()}):
            before, after = old.get(self.names.get(key, key)), new.get(key)
            told = fact_changes(key, before, after)
            if told:
                self.changes[key] = told
            if told and key not in known:
                self.planned += key in planned
                first |= {key: Entry(key, facts=before)} if before else {}
                second |= {key: Entry(key, facts=after)} if after else {}
        return books[0]._replace(entries=first), books[1]._replace(entries=second)

    def add_unmeant(self, books: Books, pairs: Iterable[tuple[str, str]], *, order: bool, cosmetic: bool) -> None:
        """Keep what changed the order or the layout of plans that can be read on both sides, and not their meaning."""
        old, new = (book.entries for book in books)
        held = [(was, now, old[was].plan, new[now].plan) for was, now in pairs if was in old and now in new]
        before, after = texts_of(self.sources[0], [one[0] for one in held]), texts_of(self.sources[1], [one[1] for one in held])
        for was, now, first, second in held:
            if first is None or second is None:
                continue
            found = reordered(first, second) if order else []
            if cosmetic and was in before and now in after:
                meant = {change.path[0] for change in changes(first, second)}
                found += rewritten(now, before[was], after[now], meant)
            if found:
                self.changes.setdefault(now, []).extend(found)
