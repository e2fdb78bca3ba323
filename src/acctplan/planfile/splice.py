"""Text and edits to text: only the bytes of what changes are replaced; every other one stays as it was."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from typing import Any

from acctplan.errors import PlanUnreadable, ValueRefused
from acctplan.model.edit import Edit

from .apply import apply, meaning
from .draft import Draft, Span, ended, put_in, unsafe
from .events import Refused
from .layout import Held
from .parse import parse, read_front
from .replacement import joined, replaced, rewritten, shortened
from .split import Halves, split
from .stepwise import steps_of
from .widen import widen


def splice(text: str, edits: Iterable[Edit], people: Container[str] = ()) -> str:
    """The text with the edits made, proven by reading it again: it means what was there with the edits, and no more.

    Raises PlanUnreadable for a text that cannot be trusted, ValueRefused for an edit that does not fit it.
    """
    for edit in edits:
        text = _spliced(text, edit, people)
    return text


def _spliced(text: str, edit: Edit, people: Container[str]) -> str:
    before = parse(text, "plan", people, typed=())
    halves = split(text)
    if before.plan is None or before.broken or not isinstance(halves, Halves):
        fault = before.broken or before.faults[0]
        raise PlanUnreadable(fault.message)
    if not all(edit.path):
        raise ValueRefused(f"“{'.'.join(edit.path)}” has a name without letters", "Name every step of the path.")
    draft = Draft(halves.front, before.plan.tree, people)
    proof = _Proof(text, halves, draft, edit)
    if edit.op == "set" and proof.intended == meaning(draft.tree):
        return text
    steps = steps_of(draft, edit)
    if steps is not None:
        with suppress(ValueRefused):
            stepped = splice(text, steps, people)
            if proof.means(stepped):
                return stepped
    for cautious in (False, True):
        draft = Draft(halves.front, before.plan.tree, people, cautious=True) if cautious else draft
        with suppress(ValueRefused):
            written = proof.holds(put_in(halves.front, ended(spans_of(draft, edit, proof.after), proof.ending)))
            if written is not None:
                return written
    raise unsafe()


class _Proof:
    """What a text must mean once an edit is made."""

    def __init__(self, text: str, halves: Halves, draft: Draft, edit: Edit) -> None:
        self.text = text
        self.halves = halves
        self.ending = text[: halves.end]
        self.people = draft.people
        self.edit = edit
        self.after = self.intended_tree(draft)
        around = draft.trail(edit.path[:-1])
        self.written_out = len(around) == len(edit.path) - 1 and not (around and around[-1].node.kind == "scalar")
        if meaning(self.after) == {}:
            raise ValueRefused("nothing would be left of the plan", "Leave it its account.")
        self.wide = widen(self.after, draft.people)
        self.intended = meaning(self.wide)

    def intended_tree(self, draft: Draft) -> dict[str, Any]:
        """The tree with the edit, not yet widened."""
        if self.edit.op != "rename":
            return apply(draft.tree, [self.edit])
        from .rename import renamed_tree

        return renamed_tree(draft.tree, self.edit, draft.people)

    def means(self, text: str) -> bool:
        """Whether a whole text means what is intended."""
        halves = split(text)
        tree = self.read(halves.front) if isinstance(halves, Halves) else None
        return tree is not None and meaning(tree) == self.intended

    def holds(self, front: str) -> str | None:
        """The whole text around a front matter, if that means what is intended; short items that others would be read into are long."""
        tree = self.read(front)
        if tree is not None and meaning(tree) != self.intended:
            from .reform import misread_short

            with suppress(ValueRefused, Refused):
                front = put_in(front, ended(misread_short(front, tree, self.wide, self.people), self.ending))
                tree = self.read(front)
        if tree is None or meaning(tree) != self.intended or not self.in_order(tree):
            return None
        return self.text[: self.halves.start] + front + self.text[self.halves.end :]

    def read(self, front: str) -> dict[str, Any] | None:
        """What a front matter says in long form; None where it cannot be read without a doubt, or closes early."""
        tree, faults = read_front(Halves(front, self.halves.body, self.halves.start, self.halves.start + len(front)))
        after = split(self.text[: self.halves.start] + front + self.text[self.halves.end :])
        sound = tree is not None and not faults and isinstance(after, Halves) and after.body == self.halves.body
        return widen(tree or {}, self.people) if sound else None

    def in_order(self, tree: Mapping[str, Any]) -> bool:
        """Whether the entries beside the edited one stand in the order that is meant, where the edit means one."""
        if self.edit.op not in ("move", "insert", "rename") or not self.written_out:
            return True
        mine, theirs = (_keys_at(said, self.edit.path[:-1]) for said in (tree, self.wide))
        return mine == theirs


def _keys_at(tree: Any, path: tuple[str, ...]) -> list[str]:
    for step in path:
        tree = tree.get(step) if isinstance(tree, dict) else tree[int(step)] if isinstance(tree, list) else None
    return [key for key in tree if tree[key] not in (None, {}, [])] if isinstance(tree, dict) else []


def spans_of(draft: Draft, edit: Edit, after: Mapping[str, Any]) -> list[Span]:
    """Which characters to replace, and by what; `after` is the tree that is meant."""
    path = edit.path
    trail = draft.trail(path)
    whole = len(trail) == len(path)
    last = trail[-1].node if trail else draft.root
    if last.kind == "scalar" and last.value is not None and (not whole or edit.op == "append"):
        unordered = edit.op == "move" and isinstance(draft.value_at(path[:-1]), dict)
        return [] if unordered else shortened(draft, trail, edit)
    single = len(path) if edit.op == "append" else len(path) - 1
    if edit.op in ("append", "insert") and len(trail) >= single and single and draft.one_of(path[:single], trail[single - 1].node):
        return joined(draft, trail[:single], edit)
    if not whole or edit.op == "append" or (edit.op == "insert" and trail[-1].parent.kind == "sequence"):
        return _put_in(draft, trail, edit)
    if edit.op in ("remove", "move", "rename"):
        return _rearranged(draft, trail, edit, after)
    if last.kind == "scalar" and last.value is not None and isinstance(edit.value, (dict, list, tuple)):
        return rewritten(draft, trail, path, edit.value)
    by_metric = path[-2:-1] == ("key_results",) and trail[-1].key is not None and trail[-1].key.value != path[-1]
    return rewritten(draft, trail, path, edit.value) if by_metric else replaced(draft, trail, edit.value)


def _put_in(draft: Draft, trail: list[Held], edit: Edit) -> list[Span]:
    """The spans of what is not there yet."""
    from .insertion import at_place, inserted, listed

    path = edit.path
    whole = len(trail) == len(path)
    last = trail[-1].node if trail else draft.root
    if edit.op == "append" and whole:
        return listed(draft, trail, path, len(last.entries), edit.value)
    holder = trail[-1].parent if whole else last
    if edit.op == "insert" and holder.kind == "sequence" and len(trail) >= len(path) - 1:
        return listed(draft, trail[: len(path) - 1], path[:-1], at_place(edit, len(holder.entries)), edit.value)
    if edit.op in ("remove", "move", "rename"):
        raise unsafe()
    return inserted(draft, trail, edit)


def _rearranged(draft: Draft, trail: list[Held], edit: Edit, after: Mapping[str, Any]) -> list[Span]:
    """The spans of what goes, or stands elsewhere or under another name from now on."""
    if edit.op == "remove":
        from .removal import removed

        return removed(draft, trail[-1])
    if edit.op == "move":
        from .reorder import moved

        return [] if trail[:-1] and trail[-2] is trail[-1] else moved(draft, trail[-1], edit)
    from .rename import renamed

    return renamed(draft, trail, edit, after)
