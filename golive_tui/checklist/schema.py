"""The format as a JSON Schema, for editors: made from the specs that the reader reads by.

What it refuses, the reader refuses too. The reader refuses more: what no single key can say, and
bounds of values with units.
"""

from collections.abc import Mapping
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
    Whole,
)
from golive_tui.checklist.format import CHECKLIST

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, object]
"""A JSON Schema, or a part of one."""

_DURATION = r"^ *([0-9]+(\.[0-9]+)?(ms|s|m|h|d|w))+ *$"
_PERCENT = r"^ *[0-9]+(\.[0-9]+)? ?% *$"
_SIZE = r"^ *[0-9]+(\.[0-9]+)? ?(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB) *$"
_RATE = r"^ *[0-9]+(\.[0-9]+)? ?/ ?(s|min|h) *$"
_SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"


def schema(kinds: Mapping[str, Spec]) -> Schema:
    """The schema of the whole file, with the fields of every probe kind."""
    maker = _Maker(kinds)
    whole = maker.table(CHECKLIST)
    return {
        "$schema": DIALECT,
        "title": "golive checklist",
        **whole,
        "$defs": dict(sorted(maker.defs.items())),
    }


class _Maker:
    """Makes the schema of each table apart, and refers to it; an item even to itself."""

    def __init__(self, kinds: Mapping[str, Spec]) -> None:
        self._kinds = kinds
        self.defs: dict[str, Schema] = {}

    def table(self, spec: Spec, more: tuple[Field, ...] = ()) -> Schema:
        """An object of the spec's fields, and of more that stand beside them."""
        fields = {field.name: field for field in (*more, *spec.fields)}
        made: Schema = {"type": "object", "description": spec.help}
        made["properties"] = {
            name: {**self._type(field.type, spec), "description": field.help}
            for name, field in fields.items()
        }
        required = [name for name, field in fields.items() if field.required]
        if required:
            made["required"] = required
        if spec.rest is None:
            made["additionalProperties"] = False
        else:
            made |= self._free_keys(spec.rest, spec, known=list(fields))
        return made

    def _free_keys(self, kind: MapOf, spec: Spec, known: list[str]) -> Schema:
        names: Schema = self._type(kind.keys, spec)
        return {
            "propertyNames": {"anyOf": [names, {"enum": known}]} if known else names,
            "additionalProperties": self._type(kind.inner, spec),
        }

    def _reference(self, spec: Spec) -> Schema:
        name = spec.name.replace(" ", "-")
        self.defs[name] = self.table(spec)
        return {"$ref": f"#/$defs/{name}"}

    def _by_kind(self, table: KindTable) -> Schema:
        """One object for each kind: which of them it is says its `kind`."""
        spec, cases = table.spec, list[Schema]()
        kinds = {kind: own for kind, own in self._kinds.items() if table.once or not own.check_only}
        for kind, own in sorted(kinds.items()):
            name = f"{spec.name}-{kind}"
            made = self.table(spec, own.fields)
            made["description"] = f"{spec.name} of kind {kind}: {own.help}"
            self.defs[name] = made
            is_it: Schema = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
            cases.append({"if": is_it, "then": {"$ref": f"#/$defs/{name}"}})
        self.defs[spec.name] = {
            "type": "object",
            "description": spec.help,
            "properties": {"kind": {"enum": sorted(kinds)}},
            "required": ["kind"],
            "allOf": cases,
        }
        return {"$ref": f"#/$defs/{spec.name}"}

    def _type(self, kind: FieldType, spec: Spec) -> Schema:
        match kind:
            case TableOf():
                return self._reference(kind.spec)
            case KindTable():
                return self._by_kind(kind)
            case Again():
                return {"$ref": f"#/$defs/{spec.name}"}
            case EitherOf():
                return {"anyOf": [self._type(each, spec) for each in kind.types]}
            case ListOf():
                return self._list(kind, spec)
            case MapOf():
                free = self._free_keys(kind, spec, known=[])
                return {"type": "object", "maxProperties": kind.at_most, **free}
            case Conditions():
                condition: Schema = {"type": "string", "minLength": 1}
                return {"type": "array", "minItems": 1, "items": condition}
            case _:
                return _scalar(kind)

    def _list(self, kind: ListOf, spec: Spec) -> Schema:
        inner = self._type(kind.inner, spec)
        made: Schema = {"type": "array", "items": inner, "maxItems": kind.at_most}
        if kind.at_least:
            made["minItems"] = kind.at_least
        return {"anyOf": [made, inner]} if kind.or_one else made


_Scalar = Text | Slug | Flag | Whole | Span | Ratio | Bytes | Quantity | Choice


def _scalar(kind: _Scalar) -> Schema:
    match kind:
        case Text():
            return _text(kind)
        case Slug():
            return {"type": "string", "pattern": _SLUG, "maxLength": 60}
        case Flag():
            return {"type": "boolean"}
        case Whole():
            return {"type": "integer", "minimum": kind.at_least, "maximum": kind.at_most}
        case Span():
            return {"type": "string", "pattern": _DURATION, "examples": ["30s", "1h30m"]}
        case Ratio():
            return {"type": "string", "pattern": _PERCENT, "examples": ["5%"]}
        case Bytes():
            return {"type": "string", "pattern": _SIZE, "examples": ["256KiB"]}
        case Quantity():
            units = f"{_DURATION}|{_PERCENT}|{_SIZE}|{_RATE}"
            return {"anyOf": [{"type": "string", "pattern": units}, {"type": "number"}]}
        case Choice():
            return {"enum": list(kind.words)}
        case _:
            assert_never(kind)


def _text(kind: Text) -> Schema:
    made: Schema = {"type": "string", "maxLength": kind.at_most}
    if not kind.empty:
        made["minLength"] = 1
    if kind.pattern:
        made["pattern"] = f"^(?:{kind.pattern})$"
    if kind.example:
        made["examples"] = [kind.example]
    return made
