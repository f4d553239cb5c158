"""Which series of a metric are meant: `NAME{label="a", other!~"b|c"}`, as PromQL writes it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from golive_tui.checklist.condition import check_pattern
from golive_tui.errors import ConditionError, InputError
from golive_tui.text import clean

_NAME: Final = r"[A-Za-z_:][\w:]*"
_SHAPE: Final = re.compile(rf"\s*({_NAME})\s*(?:\{{(.*)\}})?\s*", re.DOTALL)
_MATCHER: Final = re.compile(
    r"\s*([A-Za-z_]\w*)\s*(=~|!~|!=|=)\s*(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)')\s*(?:,|$)"
)


@dataclass(frozen=True, slots=True)
class Selector:
    """A metric's name, and what its labels must be: label, operator, value."""

    name: str
    matchers: tuple[tuple[str, str, str], ...] = ()

    def fits(self, labels: Mapping[str, str]) -> bool:
        """Whether a series with these labels is meant; a label that is not there is empty."""
        return all(_holds(labels.get(label, ""), how, what) for label, how, what in self.matchers)


def parse(text: str) -> Selector:
    """The selector that a text is; raises InputError."""
    wrong = InputError(
        f"`{clean(text, 80)}` is no selector of a metric",
        hint="write it like http_requests_total{status=~'5..', method!='GET'}",
    )
    found = _SHAPE.fullmatch(text) if len(text) <= 2000 else None
    if found is None:
        raise wrong
    rest, matchers = found[2] or "", []
    while rest.strip():
        one = _MATCHER.match(rest)
        if one is None:
            raise wrong
        value = one[4] if one[3] is None else re.sub(r"\\(.)", r"\1", one[3])
        if one[2] in {"=~", "!~"}:
            value = value if one[3] is None else one[3].replace("\\\\", "\\")
            try:
                check_pattern(value)
            except ConditionError as error:
                raise InputError(error.message, hint=error.hint) from error
        matchers.append((one[1], one[2], value))
        rest = rest[one.end() :]
    return Selector(found[1], tuple(matchers))


def _holds(value: str, how: str, what: str) -> bool:
    """Patterns are anchored at both ends, as PromQL's are."""
    match how:
        case "=":
            return value == what
        case "!=":
            return value != what
        case "=~":
            return re.fullmatch(what, value) is not None
        case _:
            return re.fullmatch(what, value) is None
