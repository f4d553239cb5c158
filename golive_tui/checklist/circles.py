"""Circles among things that wait for each other."""

from collections.abc import Iterable, Iterator, Mapping


def circles(waits: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Each circle that is met first from one of its members: `("a", "b", "a")`.

    `waits` names for each what it waits for; names that it does not hold wait for nothing.
    """
    done: set[str] = set()
    for start in waits:
        circle = _from(start, waits, done)
        if circle:
            yield circle


def _from(start: str, waits: Mapping[str, Iterable[str]], done: set[str]) -> tuple[str, ...]:
    """The first circle on the way from `start`; what was walked joins `done`."""
    if start in done:
        return ()
    trail: dict[str, Iterator[str]] = {start: iter(waits[start])}
    while trail:
        last = next(reversed(trail))
        following = next(trail[last], None)
        if following is None:
            done.add(last)
            del trail[last]
        elif following in trail:
            names = list(trail)
            done.update(names)
            return (*names[names.index(following) :], following)
        elif following not in done and following in waits:
            trail[following] = iter(waits[following])
    return ()
