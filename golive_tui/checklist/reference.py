"""The format as a page for people: every table and every key, made from the specs."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, assert_never

from golive_tui.checklist.fields import (
    Again,
    Bytes,
    Choice,
    Conditions,
    EitherOf,
    Field,
    FieldType,
    Flag,
    KindTable,
    ListOf,
    MapOf,
    Quantity,
    Ratio,
    Slug,
    Span,
    Spec,
    TableOf,
    Text,
    Value,
    Whole,
)
from golive_tui.checklist.format import (
    CHECKLIST,
    CONFIRMATION,
    CONTACT,
    GATE,
    NOTIFY,
    OBJECTIVE,
    PHASE,
    PROBE,
    ROUND_ITEM,
    SECRET,
    SIGNOFF,
    TARGET,
)
from golive_tui.checklist.format_items import CHECK, ITEM, SECTION, STAGE
from golive_tui.checklist.format_triggers import ROLLBACK, TRIGGER
from golive_tui.checklist.scalars import span, wanted

_TABLES: Final[tuple[tuple[str, Spec], ...]] = (
    ("Top level", CHECKLIST),
    ("`[targets.NAME]`", TARGET),
    ("`[probes.ID]`", PROBE),
    ("`[objectives.ID]`", OBJECTIVE),
    ("`[triggers.ID]`", TRIGGER),
    ("`[rollback]`", ROLLBACK),
    ("`[[stage]]`", STAGE),
    ("`[[stage.section]]`", SECTION),
    ("`[[stage.section.item]]`", ITEM),
    ("`check = { ... }` of an item", CHECK),
    ("`[[watch]]`", PHASE),
    ("A question in `items` of `[[watch]]`", ROUND_ITEM),
    ("`[[gate]]`", GATE),
    ("`[[contact]]`", CONTACT),
    ("`[notify.NAME]`", NOTIFY),
    ("`[secrets.NAME]`", SECRET),
    ("`[signoff]`", SIGNOFF),
    ("An entry of `confirm` in `[signoff]`", CONFIRMATION),
)


def reference(kinds: Mapping[str, Spec]) -> str:
    """The page, in Markdown: the tables of the format, then a line for each probe kind."""
    return "\n".join(_lines(kinds)).rstrip("\n") + "\n"


def _lines(kinds: Mapping[str, Spec]) -> Iterator[str]:
    for heading, spec in _TABLES:
        yield from table(f"### {heading}", spec)
    yield "## Probe kinds"
    yield ""
    yield "Their keys stand beside those of a probe or a check; `golive kinds NAME` shows them too."
    yield ""
    yield "| kind | does |"
    yield "|---|---|"
    for name, spec in sorted(kinds.items()):
        alone = " (checks only)" if spec.check_only else ""
        yield f"| [`{name}`](kinds/{name}.md){alone} | {cell(spec.help)} |"
    yield ""


def table(heading: str, spec: Spec) -> Iterator[str]:
    """The keys of a table as Markdown, under that heading."""
    yield heading
    yield ""
    yield spec.help
    yield ""
    if not spec.fields:
        return
    yield "| key | takes | default | meaning |"
    yield "|---|---|---|---|"
    for field in spec.fields:
        row = (f"`{field.name}`", cell(_takes(field.type)), _default(field), cell(field.help))
        yield f"| {' | '.join(row)} |"
    if spec.rest is not None:
        yield f"| any other | {cell(_takes(spec.rest.inner))} | | a value of that name |"
    yield ""


def _default(field: Field) -> str:
    if field.required:
        return "needed"
    if field.default is None or field.default in ("", ()):
        return ""
    return f"`{_spelt(field.type, field.default)}`"


def _spelt(kind: FieldType, value: Value) -> str:
    """A default as the file would have it."""
    if isinstance(kind, EitherOf):
        return _spelt(kind.types[0], value)
    if isinstance(kind, ListOf) and isinstance(value, tuple):
        return f"[{', '.join(_spelt(kind.inner, each) for each in value)}]"
    if isinstance(kind, Span) and isinstance(value, float | int):
        return f'"{span(value)}"'
    if isinstance(kind, Bytes) and isinstance(value, int):
        return f'"{value // 1024}KiB"' if value % 1024 == 0 else f'"{value}B"'
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _takes(kind: FieldType) -> str:
    match kind:
        case Text():
            return "a text with `${...}`" if kind.template else _text(kind)
        case Whole():
            return _whole(kind)
        case Choice():
            return _or(f'`"{word}"`' for word in kind.words)
        case Span() | Ratio() | Bytes() | Slug() | Flag():
            return wanted(kind)
        case Quantity():
            return "a quantity in the unit of what is measured"
        case Conditions():
            return "a list of conditions"
        case ListOf():
            inner = _takes(kind.inner)
            return f"{inner}, or a list of such" if kind.or_one else f"a list (each {inner})"
        case MapOf():
            return f"a table (each value {_takes(kind.inner)})"
        case TableOf() | KindTable():
            return f"a table: {kind.spec.name}"
        case Again():
            return "a table of the same kind"
        case EitherOf():
            return _or(_takes(each) for each in kind.types)
        case _:
            assert_never(kind)


def _text(kind: Text) -> str:
    return _or(f"`{word}`" for word in kind.words) if kind.words else "a text"


def _whole(kind: Whole) -> str:
    if kind.at_least == kind.at_most:
        return f"`{kind.at_least}`"
    return f"a whole number, {kind.at_least} to {kind.at_most}"


def _or(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def cell(text: str) -> str:
    """A text within one cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")
