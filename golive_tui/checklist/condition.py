"""One line of `expect`: `fact operator value`, judged as true, false or unknown.

A fact is a dotted path into what a kind observed. A fact that is missing makes the condition
unknown whatever the operator, `not` included; only `exists` may ask for presence
(design, section 5). So nothing passes by a missing value.
"""

import math
import re
import warnings
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from golive_tui.errors import ConditionError, UnitError
from golive_tui.text import clean
from golive_tui.units import quantity

Operator = Literal["==", "!=", "<", "<=", ">", ">=", "contains", "matches", "in", "exists"]
Literal_ = str | float | bool | None
Fact = object


class Beginning(str):
    """The beginning of a text that goes on: what is in it is proven, what is not is unknown."""

    __slots__ = ()


class FirstLines(list[str]):
    """The first lines of a text that goes on, as `Beginning`."""


OPERATORS: Final[tuple[Operator, ...]] = (
    "==", "!=", "<=", ">=", "<", ">", "contains", "matches", "in", "exists",
)  # fmt: skip
_ORDERED: Final = frozenset({"<", "<=", ">", ">="})

LINE_LIMIT: Final = 500
"""Characters of a condition."""
SEARCHED: Final = LINE_LIMIT * 100
"""Characters of a text that `matches` searches: a longer one could take a pattern for ever."""

_PATH = r"[A-Za-z_][\w-]*(?:\.[\w-]+)*"
_SHAPE = re.compile(
    rf"\s*(?P<path>{_PATH})\s*(?P<negated>\bnot\s+)?(?P<op>==|!=|<=|>=|<|>|\b(?:contains|matches|in|exists)\b)"
    r"\s*(?P<rest>.*?)\s*"
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

_AHEAD = re.compile(r"\(\?[=!]")
_END = re.compile(r"\$|\\[ZbB]")
"""What in a pattern may hold of a beginning and not of the whole: a look ahead, an end."""

_LITERAL = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_GROUP = re.compile(r"\(([^()]*)\)")
_LOOP: Final = "\N{CLOCKWISE OPEN CIRCLE ARROW}"
"""Stands for a group in which something repeats, while `check_pattern` looks from inside out."""
_REPEAT = re.compile(rf"[*+{_LOOP}]|\{{\d*,\}}|\{{\d*,?\d{{3,}}\}}")
_LOOP_REPEATED = re.compile(rf"{_LOOP}(?:[*+]|\{{\d*,\}}|\{{\d*,?\d{{2,}}\}})")


class Condition(Struct, frozen=True, kw_only=True):
    """A parsed line: `fact` path, operator, whether negated, and the value or values."""

    text: str
    fact: str
    operator: Operator
    negated: bool = False
    value: Literal_ = None
    values: tuple[Literal_, ...] = ()


class Judgement(Struct, frozen=True, kw_only=True):
    """What became of a condition: `holds` is None when it could not be judged.

    `unread`: it could not for our own bounds, since it rests on what was not looked at.
    """

    condition: Condition
    holds: bool | None
    why: str
    unread: bool = False


def parse(text: str) -> Condition:
    """Read one condition; raises ConditionError with what would be right."""
    if len(text) > LINE_LIMIT:
        raise ConditionError(f"a condition of {len(text)} characters", hint=f"at most {LINE_LIMIT}")
    stripped = text.strip()
    negated_first = stripped.startswith("not ")
    found = _SHAPE.fullmatch(stripped.removeprefix("not ") if negated_first else stripped)
    if found is None:
        raise ConditionError(
            f"`{clean(text, 80)}` is no condition",
            hint="write `fact operator value`, such as `status == 200`",
        )
    operator: Operator = next(op for op in OPERATORS if op == found["op"])
    negated = negated_first != bool(found["negated"])
    rest = found["rest"]
    if operator == "exists":
        if rest:
            raise ConditionError(f"`exists` takes no value, not `{clean(rest, 40)}`")
        return Condition(text=text, fact=found["path"], operator=operator, negated=negated)
    if not rest:
        raise ConditionError(f"`{clean(text, 80)}` has no value after `{operator}`")
    if operator == "in":
        values = tuple(_value(part) for part in _list_parts(rest))
        return Condition(
            text=text, fact=found["path"], operator=operator, negated=negated, values=values
        )
    value = _value(rest)
    _check_value(operator, value)
    return Condition(text=text, fact=found["path"], operator=operator, negated=negated, value=value)


def _check_value(operator: Operator, value: Literal_) -> None:
    if operator in _ORDERED and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise ConditionError(f"`{operator}` compares numbers", hint="such as `time < 1s`")
    if operator == "matches":
        if not isinstance(value, str):
            raise ConditionError(
                "`matches` takes a quoted pattern", hint="header.server matches '^nginx'"
            )
        check_pattern(value)


def check_pattern(pattern: str) -> None:
    """Raise ConditionError for what is no pattern, or may search for ever.

    A repeat within a repeat, as in `(a+)+`, can take time exponential in the text that it
    searches, and that text comes from outside.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # `[[a]`: may mean something else one day
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise ConditionError(f"`{clean(pattern, 80)}` is no pattern: {error}") from error
    plain = _LITERAL.sub("x", pattern)
    while (shorter := _GROUP.sub(_without_group, plain)) != plain:
        if _LOOP_REPEATED.search(shorter):
            raise ConditionError(
                f"`{clean(pattern, 80)}` repeats a repeat, and may search for ever",
                hint="write it without a `*` or `+` after a group that holds another",
            )
        plain = shorter


def _without_group(group: re.Match[str]) -> str:
    return _LOOP if _REPEAT.search(group[1]) else "x"


def _list_parts(rest: str) -> list[str]:
    if not (rest.startswith("[") and rest.endswith("]")):
        raise ConditionError("`in` takes a list", hint="status in [200, 204]")
    parts = re.findall(r"'[^']*'|\"[^\"]*\"|[^,\[\]\s]+", rest[1:-1])
    if not parts:
        raise ConditionError("`in` takes a list that is not empty", hint="status in [200, 204]")
    return parts


def _value(text: str) -> Literal_:
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    words: dict[str, Literal_] = {"true": True, "false": False, "null": None}
    if text in words:
        return words[text]
    if _NUMBER.fullmatch(text):
        return float(text)
    try:
        return quantity(text)
    except UnitError:
        raise ConditionError(
            f"`{clean(text, 40)}` is no value",
            hint="quote text: 'ok'; numbers and units stand bare",
        ) from None


def look_up(facts: Mapping[str, Fact], path: str) -> tuple[bool, Fact]:
    """Whether the dotted path is there, and its value. List indexes are numbers: `answers.0`."""
    at: Fact = facts
    parts = path.split(".")
    for index, part in enumerate(parts):
        if isinstance(at, Mapping):
            rest = ".".join(parts[index:])
            if rest in at:
                return True, at[rest]
            if part not in at:
                return False, None
            at = at[part]
        elif (
            isinstance(at, Sequence)
            and not isinstance(at, str | bytes)
            and part.isascii()
            and part.isdigit()
        ):
            if int(part) >= len(at):
                return False, None
            at = at[int(part)]
        else:
            return False, None
    return True, at


def judge(condition: Condition, facts: Mapping[str, Fact]) -> Judgement:
    """Judge one condition over what was observed."""
    found, fact = look_up(facts, condition.fact)
    if condition.operator == "exists":
        return _judged(condition, found, "it is there" if found else "it is not there")
    if not found:
        return Judgement(condition=condition, holds=None, why=f"{condition.fact} is missing")
    holds = _holds(condition, fact)
    if holds is None and _is_unread(condition, fact):
        why = f"of {condition.fact} only the beginning was looked at"
        return Judgement(condition=condition, holds=None, why=why, unread=True)
    if holds is None:
        why = f"{condition.fact} is {_show(fact)}, which `{condition.operator}` cannot compare"
        return Judgement(condition=condition, holds=None, why=why)
    return _judged(condition, holds, f"{condition.fact} is {_show(fact)}")


def _judged(condition: Condition, holds: bool, why: str) -> Judgement:
    return Judgement(condition=condition, holds=holds != condition.negated, why=why)


def _holds(condition: Condition, fact: Fact) -> bool | None:
    match condition.operator:
        case "==":
            return _equal(fact, condition.value)
        case "!=":
            same = _equal(fact, condition.value)
            return None if same is None else not same
        case "in":
            verdicts = [_equal(fact, value) for value in condition.values]
            if any(verdicts):
                return True
            return None if all(verdict is None for verdict in verdicts) else False
        case "contains":
            return _contains(fact, condition.value)
        case "matches":
            return _matches(fact, condition.value)
        case _:
            return _ordered(condition.operator, fact, condition.value)


def _is_number(value: Fact) -> bool:
    """NaN is none: it is neither above nor below a bound, and so says nothing."""
    if isinstance(value, float):
        return not math.isnan(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _equal(fact: Fact, value: Literal_) -> bool | None:
    """None when the types cannot be equal: `json.port == 80` over "80" is a type mismatch."""
    if isinstance(fact, Beginning):
        return None
    if value is None or fact is None:
        return fact is value
    if _is_number(fact) and _is_number(value):
        return fact == value
    if isinstance(fact, bool) and isinstance(value, bool):
        return fact is value
    if isinstance(fact, str) and isinstance(value, str):
        return fact == value
    return None


def _contains(fact: Fact, value: Literal_) -> bool | None:
    if isinstance(fact, str):
        if not isinstance(value, str):
            return None
        return True if value in fact else None if isinstance(fact, Beginning) else False
    if isinstance(fact, Mapping):
        return value in fact if fact else None
    if isinstance(fact, Sequence):
        verdicts = [_equal(part, value) for part in fact]
        if any(verdicts):
            return True
        unknown = isinstance(fact, FirstLines) or all(verdict is None for verdict in verdicts)
        return None if unknown else False
    return None


def _matches(fact: Fact, value: Literal_) -> bool | None:
    """None where the text is longer than what is searched, and that does not tell."""
    if not isinstance(fact, str) or not isinstance(value, str):
        return None
    found = re.search(value, fact[:SEARCHED])
    if len(fact) <= SEARCHED and not isinstance(fact, Beginning):
        return found is not None
    return True if found and _is_sure(value, found) else None


def _is_sure(pattern: str, found: re.Match[str]) -> bool:
    """Whether what was found in a beginning is there in the whole too, whatever follows.

    `$` holds before a line break at the very end too, one character ahead of it.
    """
    at_the_end = found.end() >= len(found.string) - 1
    return not _AHEAD.search(pattern) and not (at_the_end and _END.search(pattern))


def _is_unread(condition: Condition, fact: Fact) -> bool:
    """Whether a fact that did not tell might, if all of it had been looked at."""
    if isinstance(fact, Beginning | FirstLines):
        return True
    return condition.operator == "matches" and isinstance(fact, str)


def _ordered(operator: Operator, fact: Fact, value: Literal_) -> bool | None:
    if not isinstance(fact, int | float) or not isinstance(value, int | float):
        return None
    if not _is_number(fact) or not _is_number(value):
        return None
    if operator == "<":
        return fact < value
    if operator == "<=":
        return fact <= value
    return fact > value if operator == ">" else fact >= value


def _show(fact: Fact) -> str:
    if isinstance(fact, str):
        return f"'{clean(fact, 60)}'"
    if isinstance(fact, float):
        return f"{fact:.4g}"
    return clean(str(fact), 60)
