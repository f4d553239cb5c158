"""The document walked along its specs: every value read as its type, every problem collected."""

from collections.abc import Mapping
from typing import Final, assert_never

from msgspec import Struct

from golive_tui.checklist import scalars
from golive_tui.checklist.condition import parse as parse_condition
from golive_tui.checklist.fields import (
    Again,
    Conditions,
    EitherOf,
    Field,
    FieldType,
    KindTable,
    ListOf,
    MapOf,
    Spec,
    TableOf,
    Text,
    Value,
)
from golive_tui.checklist.key_lines import Path
from golive_tui.checklist.observed import check_facts
from golive_tui.checklist.problems import Problems, a, meant, one_of
from golive_tui.checklist.scalars import Wrong, found, wanted
from golive_tui.checklist.table import Table
from golive_tui.checklist.template import names
from golive_tui.errors import ConditionError, TemplateError
from golive_tui.text import clean, plural

Kinds = Mapping[str, Spec]
"""Every probe kind's own fields, by the name of the kind."""

MISSING: Final = object()
"""What a value yields that could not be read. In a list it keeps the places of the others, in a
table with free keys the key: what names it names something."""


class Use(Struct, frozen=True):
    """A text that asks for values to be filled in: where it stands, and their names."""

    path: Path
    names: tuple[str, ...]


class Walk:
    """One walk over one document. `kinds` None: any kind is taken, and its fields as they are."""

    def __init__(self, problems: Problems, kinds: Kinds | None) -> None:
        self._problems = problems
        self._kinds = kinds
        self.uses: list[Use] = []

    def table(self, spec: Spec, value: Mapping[str, object], path: Path) -> Table:
        """A table of a spec."""
        return self._table(spec, value, path)

    def table_of_kind(self, kind: KindTable, value: Mapping[str, object], path: Path) -> Table:
        """A table of a spec, and of the probe kind that its `kind` names."""
        return self._table(kind.spec, value, path, kind)

    def _table(
        self,
        spec: Spec,
        value: Mapping[str, object],
        path: Path,
        by_kind: KindTable | None = None,
    ) -> Table:
        own = self._kind_of(value, path, by_kind) if by_kind else None
        values: dict[str, Value] = {}
        for field in spec.fields:
            self._field(field, value, path, spec, values)
        settings: dict[str, Value] = {}
        if own is not None:
            for field in own.fields:
                if spec.field(field.name) is None:
                    self._field(field, value, path, own, settings)
        others = [key for key in value if spec.field(key) is None]
        if by_kind and own is None:
            # The kind is unknown: told already, or not to be judged here.
            settings = {key: value[key] for key in others}
        else:
            self._others(spec, own, {key: value[key] for key in others}, path, values)
        table = Table(path=path, raw=value, values=values, settings=settings)
        if own is not None:
            check_facts(table, own, self._problems)
        return table

    def _field(
        self,
        field: Field,
        raw: Mapping[str, object],
        path: Path,
        spec: Spec,
        into: dict[str, Value],
    ) -> None:
        if field.name not in raw:
            if field.required:
                self._problems.add(path, f"`{field.name}` is missing", f"{a(spec.name)} needs it")
            elif field.default is not None:
                into[field.name] = field.default
            return
        read = self._value(field.type, raw[field.name], (*path, field.name), spec)
        if read is not MISSING:
            into[field.name] = read

    def _others(
        self,
        spec: Spec,
        own: Spec | None,
        others: Mapping[str, object],
        path: Path,
        into: dict[str, Value],
    ) -> None:
        """Keys that are no field of the spec: those of its kind, its free keys, or unknown."""
        if spec.rest is not None:
            into.update(self._map(spec.rest, others, path, spec))
            return
        known = [field.name for field in (*spec.fields, *(own.fields if own else ()))]
        name = f"{a(spec.name)} of kind {own.name}" if own else a(spec.name)
        takes = f"{name} takes {', '.join(f'`{each}`' for each in known)}"
        for key in others:
            if key not in known:
                # Looking for what was meant takes time: not for what will not be told.
                hint = "" if self._problems.full else meant(key, known) or takes
                self._problems.add((*path, key), "unknown key", hint)

    def _kind_of(self, raw: Mapping[str, object], path: Path, by_kind: KindTable) -> Spec | None:
        kind = raw.get("kind")
        if self._kinds is None or not isinstance(kind, str):
            return None
        own = self._kinds.get(kind)
        if own is None:
            may = [
                name for name, each in self._kinds.items() if by_kind.once or not each.check_only
            ]
            hint = meant(kind, may) or one_of(sorted(may))
            self._problems.add((*path, "kind"), f'no probe kind "{clean(kind, 40)}"', hint)
        elif own.check_only and not by_kind.once:
            hint = "make it the `check` of an item, which runs it when a person asks"
            self._problems.add((*path, "kind"), f"{kind} cannot look on a schedule", hint)
        return own

    def _value(self, kind: FieldType, value: object, path: Path, spec: Spec) -> Value:
        match kind:
            case EitherOf():
                return self._either(kind, value, path, spec)
            case TableOf() | KindTable() | Again() | MapOf():
                if not isinstance(value, dict):
                    return self._no(path, f"{found(value)} where a table is needed")
                return self._keyed(kind, value, path, spec)
            case ListOf():
                return self._list(kind, value, path, spec)
            case Conditions():
                return self._conditions(value, path)
            case _:
                return self._scalar(kind, value, path, spec)

    def _keyed(
        self,
        kind: TableOf | KindTable | Again | MapOf,
        value: Mapping[str, object],
        path: Path,
        spec: Spec,
    ) -> Value:
        match kind:
            case TableOf() | KindTable():
                by_kind = kind if isinstance(kind, KindTable) else None
                return self._table(kind.spec, value, path, by_kind)
            case Again():
                return self._table(spec, value, path)
            case MapOf():
                return self._map(kind, value, path, spec)
            case _:
                assert_never(kind)

    def _no(self, path: Path, message: str, hint: str = "") -> Value:
        self._problems.add(path, message, hint)
        return MISSING

    def _scalar(self, kind: scalars.Scalar, value: object, path: Path, spec: Spec) -> Value:
        read = scalars.read(kind, value)
        if isinstance(read, Wrong):
            return self._no(path, read.message, read.hint)
        if isinstance(kind, Text) and isinstance(value, str) and "${" in value:
            if kind.template:
                self._note_use(value, path)
            elif self._is_of_a_kind(spec):
                self._problems.add(
                    path, "`${...}` is not filled in here", "write what it stands for"
                )
        return read

    def _is_of_a_kind(self, spec: Spec) -> bool:
        return self._kinds is not None and any(spec is each for each in self._kinds.values())

    def _note_use(self, text: str, path: Path) -> None:
        if "${" not in text:
            return
        try:
            asked = names(text)
        except TemplateError as error:
            self._problems.add(path, error.message, error.hint)
            return
        if asked:
            self.uses.append(Use(path, asked))

    def _either(self, kind: EitherOf, value: object, path: Path, spec: Spec) -> Value:
        for each in kind.types:
            if _takes(each, value):
                return self._value(each, value, path, spec)
        needed = " or ".join(_needed(each) for each in kind.types)
        return self._no(path, f"{found(value)} where {needed} is needed")

    def _list(self, kind: ListOf, value: object, path: Path, spec: Spec) -> Value:
        if not isinstance(value, list):
            if not kind.or_one or not _takes(kind.inner, value):
                return self._no(path, f"{found(value)} where a list is needed")
            one = self._value(kind.inner, value, path, spec)
            return MISSING if one is MISSING else (one,)
        if len(value) < kind.at_least:
            few = f"{len(value)} entries" if value else "an empty list"
            return self._no(path, few, f"at least {kind.at_least}")
        if len(value) > kind.at_most:
            return self._no(path, plural(len(value), "entry", "entries"), f"at most {kind.at_most}")
        read = [
            self._value(kind.inner, each, (*path, index), spec) for index, each in enumerate(value)
        ]
        return tuple(read)

    def _map(
        self, kind: MapOf, value: Mapping[str, object], path: Path, spec: Spec
    ) -> dict[str, Value]:
        read: dict[str, Value] = {}
        if len(value) > kind.at_most:
            self._problems.add(path, f"{len(value)} keys", f"at most {kind.at_most}")
            return read
        for key, inner in value.items():
            wrong = scalars.read(kind.keys, key)
            if isinstance(wrong, Wrong):
                self._problems.add((*path, key), f"the key: {wrong.message}", wrong.hint)
            read[key] = self._value(kind.inner, inner, (*path, key), spec)
        return read

    def _conditions(self, value: object, path: Path) -> Value:
        if not isinstance(value, list):
            hint = 'such as ["status == 200"]'
            return self._no(path, f"{found(value)} where a list of conditions is needed", hint)
        if not value:
            hint = "name what must hold, or leave the key out"
            return self._no(path, "an empty list asserts nothing", hint)
        if len(value) > ListOf(Text()).at_most:
            return self._no(path, f"{len(value)} conditions", f"at most {ListOf(Text()).at_most}")
        return tuple(self._condition(each, (*path, index)) for index, each in enumerate(value))

    def _condition(self, value: object, path: Path) -> Value:
        text = scalars.read(Text(one_line=True), value)
        if isinstance(text, Wrong):
            return self._no(path, text.message, text.hint)
        self._note_use(str(value), path)
        try:
            return parse_condition(str(value))
        except ConditionError as error:
            return self._no(path, error.message, error.hint)


def _takes(kind: FieldType, value: object) -> bool:
    """Whether the TOML type of a value is one that the type takes."""
    match kind:
        case EitherOf():
            return any(_takes(each, value) for each in kind.types)
        case TableOf() | KindTable() | Again() | MapOf():
            return isinstance(value, dict)
        case ListOf():
            return isinstance(value, list) or (kind.or_one and _takes(kind.inner, value))
        case Conditions():
            return isinstance(value, list)
        case _:
            return scalars.fits(kind, value)


def _needed(kind: FieldType) -> str:
    match kind:
        case EitherOf():
            return " or ".join(_needed(each) for each in kind.types)
        case TableOf() | KindTable() | Again() | MapOf():
            return "a table"
        case ListOf() | Conditions():
            return "a list"
        case _:
            return wanted(kind)
