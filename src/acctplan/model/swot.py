"""The customer's strengths, weaknesses, opportunities and threats."""

from .scalar import Text, Texts, Value


class Point(Value):
    """One point of a SWOT, and the item that takes it up."""

    text: Text | None = None
    leads_to: Texts = ()


class Swot(Value):
    """The customer's strengths, weaknesses, opportunities and threats."""

    strengths: tuple[Point, ...] = ()
    weaknesses: tuple[Point, ...] = ()
    opportunities: tuple[Point, ...] = ()
    threats: tuple[Point, ...] = ()
