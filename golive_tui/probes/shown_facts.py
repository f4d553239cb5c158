"""What was seen, as evidence that can be kept and read: flat, few, short, clean, without secrets.

A fact is a path and a text. What `expect` names comes first, so that the bound never cuts away
what the verdict rests on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from golive_tui.checklist.condition import look_up
from golive_tui.launch.check_facts import LONGEST_FACT, MOST_FACTS
from golive_tui.probes.facts import LazyFacts, Metrics
from golive_tui.secrets import Redactor
from golive_tui.text import clean

DEEPEST: Final = 8
"""Levels that are walked; what lies deeper is left to `expect` to name."""
LONGEST_PATH: Final = 100
"""Characters."""
_READ: Final = LONGEST_FACT * 50
"""Characters of a text that are looked at: a secret at their end is cut with all behind it."""
_LISTED: Final = 10
"""Entries of a list that are shown one by one."""


def shown(facts: Mapping[str, object], first: Iterable[str], redactor: Redactor) -> dict[str, str]:
    """At most MOST_FACTS facts by path: those of the paths `first`, then the others in order."""
    found: dict[str, str] = {}
    for path, value in _all(facts, first):
        if len(found) >= MOST_FACTS:
            break
        key = clean(redactor.redact(path[:_READ]), LONGEST_PATH)
        if key not in found:
            found[key] = text_of(path, value, redactor)
    return found


def text_of(path: str, value: object, redactor: Redactor) -> str:
    """A value as one short line. Redacted before it is cut, since half a secret is one too, and
    with the name that it bears, which may tell that it is one (`set-cookie`, `access_token`)."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if not isinstance(value, str):
        return clean(redactor.redact(str(value)[:_READ]), LONGEST_FACT)
    name = f"{path.rpartition('.')[2]}: "
    told = redactor.redact(f"{name}{value[:_READ]}")
    told = told[len(name) :] if told.startswith(name) else redactor.redact(value[:_READ])
    return clean(told, LONGEST_FACT)


def _all(facts: Mapping[str, object], first: Iterable[str]) -> Iterator[tuple[str, object]]:
    for path in first:
        there, value = look_up(facts, path)
        if there:
            yield from _leaves(path, value, 0)
    for name, value in (facts.at_hand() if isinstance(facts, LazyFacts) else facts).items():
        yield from _leaves(name, value, 0)


def _leaves(path: str, value: object, depth: int) -> Iterator[tuple[str, object]]:
    if isinstance(value, Metrics):
        return  # a page of thousands: `expect` has named what matters
    if depth < DEEPEST and isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(f"{path}.{key}", inner, depth + 1)
    elif (
        depth < DEEPEST
        and isinstance(value, Sequence)
        and not isinstance(value, str | bytes)
        and any(isinstance(each, Mapping) for each in value)
    ):
        for index, inner in enumerate(value[:_LISTED]):
            yield from _leaves(f"{path}.{index}", inner, depth + 1)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        yield path, ", ".join(str(each) for each in value)
    else:
        yield path, value
