"""Circles in who points at whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def loops(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Circles, each once and beginning with its first id in the given order; an id is in at most one of them."""
    done: set[str] = set()
    found: list[tuple[str, ...]] = []
    for start in edges:
        trail: dict[str, list[str]] = {}
        stack = [start] if start not in done else []
        while stack:
            key = stack[-1]
            if key not in trail:
                trail[key] = [other for other in edges.get(key, ()) if other not in done]
            ahead = trail[key]
            if not ahead:
                done.add(stack.pop())
                continue
            other = ahead.pop(0)
            if other in stack:
                found.append(_turned(tuple(stack[stack.index(other) :]), edges))
                done |= set(found[-1])
                stack = [key for key in stack if key not in done]
            elif other not in done:
                stack.append(other)
    return found


def _turned(circle: tuple[str, ...], edges: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    order = list(edges)
    place = min(range(len(circle)), key=lambda index: order.index(circle[index]))
    return circle[place:] + circle[:place]
