"""`${...}` filled in, over strings however deep they lie in a value; it fails closed.

${name}              of the chosen target, whose values may hold `${...}` themselves
${env:NAME}          from the engine's environment: a secret
${file:PATH}         from a file that the engine can read: a secret
${command:NAME}      what a command of `[secrets]` printed: a secret
${output:STEP.NAME}  what a step that has succeeded handed on; taken as it is
${stand_in:NAME}     the rehearsal's stand-in for the real thing
${captured:NAME}     what an earlier step of a flow saved; left as it is, for the flow to fill in
$${name}             the text `${name}`; a `$` that no `{` follows stands for itself
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from msgspec.structs import replace

from golive_tui.checklist.condition import Condition, check_pattern
from golive_tui.errors import TemplateError
from golive_tui.text import clean

LONGEST: Final = 64 * 1024
"""Characters of one string once filled in: values that hold values must not grow without end."""
DEEPEST: Final = 16
"""How many values may stand within each other."""

_MARK = re.compile(r"(?P<dollars>\$+)\{(?:(?P<name>[^{}]*)(?P<closed>\}))?")
_TARGET_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_SHAPES: Final = {
    "env": re.compile(r"[A-Za-z_][A-Za-z0-9_]*"),
    "file": re.compile(r"[^\s\x00-\x1f](?:[^\x00-\x1f]*[^\s\x00-\x1f])?"),
    "command": re.compile(r"[A-Za-z_][A-Za-z0-9_-]*"),
    "output": re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.[A-Za-z_][A-Za-z0-9_]*"),
    "stand_in": re.compile(r"[a-z][a-z0-9_]*"),
    "captured": re.compile(r"[A-Za-z_][A-Za-z0-9_]*"),
}
"""What may stand before the colon, and after it."""


class Lookup(Protocol):
    """Where the texts come from; each answers None for what it does not have."""

    def value(self, name: str) -> str | None:
        """The chosen target's value of that name, as the checklist has it."""

    def env(self, name: str) -> str | None:
        """The environment variable."""

    def file(self, path: str) -> str | None:
        """What the file holds, without the line end at its end."""

    def command(self, name: str) -> str | None:
        """What the command of that name in `[secrets]` printed."""

    def output(self, step: str, name: str) -> str | None:
        """What the step of that id handed on under that name when it last succeeded."""

    def stand_in(self, name: str) -> str | None:
        """The stand-in's address of that name; None where there is no stand-in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expanded:
    """A value with nothing left to fill in, and the secrets in it by name (`env:API_TOKEN`)."""

    value: object
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


def names(text: str) -> tuple[str, ...]:
    """What a text asks for, in order: "api", "env:API_TOKEN"; raises TemplateError if malformed."""
    marks = _MARK.finditer(text)
    return tuple(_checked(text, mark) for mark in marks if len(mark["dollars"]) % 2)


def expand(value: object, lookup: Lookup) -> Expanded:
    """`value` with every string in it filled in: lists, tuples and tables are walked, keys stand.

    Raises TemplateError for what is undefined, empty where it is a secret, or names itself.
    """
    filler = _Filler(lookup)
    return Expanded(value=walked(value, filler.text), secrets=filler.secrets)


def expand_conditions(
    conditions: Sequence[Condition], lookup: Lookup
) -> tuple[tuple[Condition, ...], Mapping[str, str]]:
    """Conditions with their values filled in, and the secrets in them; `text` stays as written.

    Raises TemplateError as `expand`, and ConditionError where a filled pattern is none.
    """
    filler = _Filler(lookup)
    filled = tuple(walked_condition(each, filler.text) for each in conditions)
    return filled, filler.secrets


def walked(value: object, text: Callable[[str], str]) -> object:
    """`value` with every string in it made anew: in lists, tuples, tables and conditions."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return {key: walked(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [walked(inner, text) for inner in value]
    if isinstance(value, tuple):
        return tuple(walked(inner, text) for inner in value)
    return walked_condition(value, text) if isinstance(value, Condition) else value


def walked_condition(condition: Condition, text: Callable[[str], str]) -> Condition:
    """A condition with its values made anew; raises ConditionError for what is no pattern."""
    values = [
        text(each) if isinstance(each, str) else each
        for each in (condition.value, *condition.values)
    ]
    if condition.operator == "matches" and isinstance(values[0], str):
        check_pattern(values[0])
    return replace(condition, value=values[0], values=tuple(values[1:]))


class _Filler:
    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._known: dict[str, str] = {}
        self._open: list[str] = []
        self.secrets: dict[str, str] = {}

    def text(self, text: str) -> str:
        if "${" not in text:
            return text
        parts: list[str] = []
        length = at = 0
        for mark in _MARK.finditer(text):
            dollars = "$" * (len(mark["dollars"]) // 2)
            if len(mark["dollars"]) % 2:
                filled = dollars + self._named(_checked(text, mark))
            else:
                filled = dollars + mark[0][len(mark["dollars"]) :]
            parts += text[at : mark.start()], filled
            length += mark.start() - at + len(filled)
            if length > LONGEST:
                raise TemplateError(f"`{clean(text, 60)}` grows beyond {LONGEST} characters")
            at = mark.end()
        return "".join([*parts, text[at:]])

    def _named(self, name: str) -> str:
        source, _, rest = name.partition(":")
        if not rest:
            return self._of_target(name)
        if source == "captured":
            return f"${{{name}}}"
        if source == "stand_in":
            return self._of_stand_in(rest)
        if source == "output":
            return self._of_step(rest)
        ask = {"env": self._lookup.env, "file": self._lookup.file, "command": self._lookup.command}
        secret = ask[source](rest)
        if not secret:
            raise TemplateError(f"`${{{clean(name, 80)}}}` is {_lack(secret)}", hint=_give(name))
        self.secrets[name] = secret
        return secret

    def _of_stand_in(self, name: str) -> str:
        found = self._lookup.stand_in(name)
        if found is None:
            raise TemplateError(
                f"`${{stand_in:{clean(name, 80)}}}` has no stand-in here",
                hint="only a rehearsal has one; give this target a value of its own",
            )
        return found

    def _of_step(self, name: str) -> str:
        step, _, output = name.partition(".")
        found = self._lookup.output(step, output)
        if not found:
            raise TemplateError(
                f"`${{output:{clean(name, 80)}}}` is {_lack(found)}",
                hint=f"`{clean(step, 60)}` hands it on when it has succeeded",
            )
        return found

    def _of_target(self, name: str) -> str:
        if name in self._known:
            return self._known[name]
        if name in self._open:
            circle = " in ".join(f"`${{{each}}}`" for each in [*self._open, name])
            raise TemplateError(f"a value holds itself: {clean(circle, 200)}")
        if len(self._open) >= DEEPEST:
            raise TemplateError(f"`${{{self._open[0]}}}` holds values more than {DEEPEST} deep")
        found = self._lookup.value(name)
        if found is None:
            raise TemplateError(
                f"`${{{name}}}` is not defined", hint="give the chosen target a value of that name"
            )
        self._open.append(name)
        self._known[name] = self.text(found)
        self._open.pop()
        return self._known[name]


def _checked(text: str, mark: re.Match[str]) -> str:
    """The name within a mark that asks for something."""
    name: str | None = mark["name"]
    if mark["closed"] is None or name is None:
        raise TemplateError(
            f"`{clean(text[mark.start() :], 40)}` has no `}}`", hint="write `$${` for the text `${`"
        )
    source, colon, rest = name.partition(":")
    shape = _SHAPES.get(source) if colon else _TARGET_NAME
    if shape is not None and shape.fullmatch(rest if colon else name):
        return name
    raise TemplateError(
        f"`${{{clean(name, 40)}}}` names nothing",
        hint="write `${name}`, `${env:NAME}`, `${file:PATH}`, `${command:NAME}`, "
        "`${output:STEP.NAME}` or `${stand_in:name}`; "
        "`$${` for the text `${`",
    )


def _lack(secret: str | None) -> str:
    return "not set" if secret is None else "empty"


def _give(name: str) -> str:
    source, _, rest = name.partition(":")
    if source == "env":
        return f"export {rest} where the engine starts"
    if source == "command":
        return (
            f"its command in [secrets.{clean(rest, 60)}] must end well and print it; none runs "
            "in a rehearsal"
        )
    return f"the engine must be able to read {clean(rest, 80)}"
