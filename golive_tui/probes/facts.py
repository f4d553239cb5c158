"""Facts that are made only when a condition or a value asks for them: a body's JSON, its metrics.

Made or not, a fact that is not there says why, so that the operator reads "json.status is
missing: the body is no JSON" and not a riddle.
"""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from prometheus_client.parser import text_string_to_metric_families

DEEPEST: Final = 64
"""Levels of JSON that are read; deeper is an attack on whoever prints it."""

# A string may be left open: then it runs to the end, which keeps the search linear.
_BRACKETS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|([\[{])|([\]}])', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Absent:
    """What a maker yields instead of a fact that is not there, and why it is not."""

    why: str


def absent(why: str) -> Callable[[], object]:
    """The maker of a fact that is not there."""
    return lambda: Absent(why)


class LazyFacts(Mapping[str, object]):
    """Facts at hand, and makers of those that cost something; each is made once."""

    def __init__(
        self, at_hand: Mapping[str, object], makers: Mapping[str, Callable[[], object]]
    ) -> None:
        self._made = dict(at_hand)
        self._makers = dict(makers)
        self._why: dict[str, str] = {}

    def __getitem__(self, name: str) -> object:
        maker = self._makers.pop(name, None)
        if maker is not None:
            fact = maker()
            if isinstance(fact, Absent):
                self._why[name] = fact.why
            else:
                self._made[name] = fact
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter([*self._made, *self._makers])

    def __len__(self) -> int:
        return len(self._made) + len(self._makers)

    def at_hand(self) -> Mapping[str, object]:
        """What is made already: nothing is made for it."""
        return dict(self._made)

    def why_missing(self, path: str) -> str:
        """Why the fact at the path is not there, where that is known; else empty."""
        name, _, rest = path.partition(".")
        inner = self._made.get(name)
        if isinstance(inner, Metrics):
            return inner.why_missing(rest)
        return self._why.get(name, "")


def read_json(text: str) -> object:
    """The value of a JSON text; Absent where it is none, or none that can be handled safely."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += bool(found[1]) - bool(found[2])
        if depth > DEEPEST:
            return Absent(f"it is JSON of more than {DEEPEST} levels")
    try:
        return json.loads(text, parse_constant=_no_number)
    except ValueError:
        return Absent("it is no JSON")


def _no_number(word: str) -> float:
    """NaN and Infinity are no JSON (RFC 8259, section 6), and no condition could hold of them."""
    raise ValueError(word)


class Metrics(Mapping[str, object]):
    """Samples of a Prometheus text by name, summed over their labels.

    `NAME` is the sum of all samples of that name, `NAME.LABEL.VALUE` of those that bear the label,
    `NAME.LABEL.5xx` of those whose label is a status in that hundred. Only the lines of a name
    that is asked for are parsed: a page of metrics is long, and a look asks for one or two.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._sums: dict[str, dict[str, float]] = {}
        self._why: dict[str, str] = {}

    def __getitem__(self, path: str) -> object:
        name = path.partition(".")[0]
        if name not in self._sums:
            self._sums[name] = self._summed(name)
        return self._sums[name][path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sums)

    def __len__(self) -> int:
        return len(self._sums)

    def why_missing(self, path: str) -> str:
        """Why a metric is not there."""
        name = path.partition(".")[0]
        return self._why.get(name, "no such label" if self._sums.get(name) else "no such metric")

    def _summed(self, name: str) -> dict[str, float]:
        """A sum that is not finite says nothing, and is left out: NaN would satisfy a `not`."""
        lines = re.findall(rf"(?m)^{re.escape(name)}[ \t{{].*$", self._text)
        sums: dict[str, float] = {}
        try:
            for family in text_string_to_metric_families("\n".join(lines) + "\n"):
                for sample in family.samples:
                    for key in _keys(sample.name, sample.labels):
                        sums[key] = sums.get(key, 0.0) + sample.value
        except (ValueError, KeyError, IndexError, OverflowError):
            self._why[name] = "its lines are no Prometheus text"
            return {}
        return {key: total for key, total in sums.items() if math.isfinite(total)}


def _keys(name: str, labels: Mapping[str, str]) -> Iterator[str]:
    yield name
    for label, value in labels.items():
        yield f"{name}.{label}.{value}"
        if len(value) == 3 and value.isascii() and value.isdigit():
            yield f"{name}.{label}.{value[0]}xx"
