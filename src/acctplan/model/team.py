"""Our people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .scalar import Day, Flag, Text, Value


class Member(Value):
    """A person of ours, or a partner."""

    name: Text | None = None
    email: Text | None = None
    role: Text | None = None
    manager: Text | None = None
    region: Text | None = None
    title: Text | None = None
    partner: Flag = False
    joined_on: Day | None = None
    left_on: Day | None = None
    note: Text | None = None

    def gone(self, today: date) -> bool:
        """Whether the person had left by that day."""
        return self.left_on is not None and self.left_on <= today


@dataclass(frozen=True)
class Team:
    """Everybody of `team.yaml`, by id."""

    members: Mapping[str, Member]

    def __contains__(self, person: object) -> bool:
        return person in self.members

    def __iter__(self) -> Iterator[str]:
        return iter(self.members)

    def get(self, person: str | None) -> Member | None:
        """The member of that id, if any."""
        return self.members.get(person) if person else None

    def by_email(self, email: str) -> str | None:
        """Id of the person with that e-mail, in any case."""
        wanted = email.casefold()
        return next((key for key, member in self.members.items() if (member.email or "").casefold() == wanted), None)

    def under(self, manager: str) -> frozenset[str]:
        """Ids of all who report to a person, straight or through others; never the person."""
        found: set[str] = set()
        waiting = {manager}
        while waiting:
            waiting = {key for key, member in self.members.items() if member.manager in waiting} - found
            found |= waiting
        return frozenset(found - {manager})

    def name(self, person: str | None) -> str:
        """The person's name, else the id, else nobody."""
        member = self.get(person)
        return (member.name if member and member.name else person) or "nobody"

    def names_apart(self, one: str, other: str) -> tuple[str, str]:
        """The names of two people; their ids where both have one name."""
        names = self.name(one), self.name(other)
        return names if names[0] != names[1] else (one, other)


NOBODY = Team({})
