"""The vocabulary in which the checklist format is declared.

Every table of the format is a `Spec` of `Field`s. The reader, the JSON Schema and the docs are
made from the same specs, so they cannot disagree. A probe kind declares its own fields in the
same words (`probes/kind.py`), and the reader is handed them.
"""

from msgspec import Struct


class Text(Struct, frozen=True):
    """A string. `template`: may hold `${...}`. `example`: what messages and editors show.

    `pattern`: a regular expression that the whole of it must match, of such as Python and JSON
    Schema read alike, and `words`: what fits it. `one_line`: no line break within. `empty`: may
    hold nothing.
    """

    template: bool = False
    at_most: int = 2000
    example: str = ""
    pattern: str = ""
    one_line: bool = False
    empty: bool = True
    words: tuple[str, ...] = ()


NAME = Text(pattern="[A-Za-z_][A-Za-z0-9_-]*", at_most=60, example="server_ip")
"""A name as `${name}` and `value:NAME` use it."""


class Slug(Struct, frozen=True):
    """An id: lower case letters, digits and hyphens, at most 60."""


class Flag(Struct, frozen=True):
    """true or false."""


class Whole(Struct, frozen=True):
    """An integer within bounds, both inclusive."""

    at_least: int = 0
    at_most: int = 2**31


class Span(Struct, frozen=True):
    """A duration such as "30s"; yields float seconds. Bounds in seconds, inclusive."""

    at_least: float = 0.0
    at_most: float = 366 * 86400.0


class Ratio(Struct, frozen=True):
    """A percentage such as "5%"; yields a float ratio (0.05)."""


class Bytes(Struct, frozen=True):
    """A size such as "256KiB"; yields an int of bytes."""

    at_least: int = 0
    at_most: int = 2**40


class Quantity(Struct, frozen=True):
    """Any text with a unit, or a plain number where the measured value has none; yields float."""


class Choice(Struct, frozen=True):
    """One of a few words."""

    words: tuple[str, ...]


class Conditions(Struct, frozen=True):
    """A list of `expect` lines; yields a tuple of condition.Condition. Empty is an error."""


class ListOf(Struct, frozen=True):
    """A list of one type; yields a tuple. `or_one`: a single value stands for a list of one."""

    inner: "FieldType"
    at_least: int = 0
    at_most: int = 500
    or_one: bool = False


class MapOf(Struct, frozen=True):
    """A table with free keys and values of one type; yields a dict. `keys`: what a key must be."""

    inner: "FieldType"
    at_most: int = 500
    keys: "Text | Slug" = Text()


class TableOf(Struct, frozen=True):
    """A nested table of its own spec; yields a dict of that spec's values."""

    spec: "Spec"


class Again(Struct, frozen=True):
    """A nested table of the spec in which the field stands: an item holds items."""


class KindTable(Struct, frozen=True):
    """A table of `spec`, and of the probe kind that its `kind` names: the kind's own fields stand
    beside the common ones. `once`: it looks once, so that a kind may be one for checks alone."""

    spec: "Spec"
    once: bool = False


class EitherOf(Struct, frozen=True):
    """The first of several types that fits the TOML type found, such as a string or a table."""

    types: tuple["FieldType", ...]


FieldType = (
    Text
    | Slug
    | Flag
    | Whole
    | Span
    | Ratio
    | Bytes
    | Quantity
    | Choice
    | Conditions
    | ListOf
    | MapOf
    | TableOf
    | Again
    | KindTable
    | EitherOf
)

Value = object
"""What a field yields once read; each reader narrows it by the field's type."""


class Field(Struct, frozen=True, kw_only=True):
    """One key of a table: its type, whether it must be there, else its default, and its help."""

    name: str
    type: FieldType
    help: str
    required: bool = False
    default: Value = None


class Spec(Struct, frozen=True, kw_only=True):
    """One kind of table: a name for messages and docs, and its fields in the order of the docs.

    `rest`: what every other key is, where a table has free keys beside its own. `facts`: paths
    of what a probe kind observes, so that a misspelt one is told; none where that is not known.
    `check_only`: a probe kind that no schedule may have.
    """

    name: str
    help: str
    fields: tuple[Field, ...]
    rest: MapOf | None = None
    facts: tuple[str, ...] = ()
    check_only: bool = False

    def field(self, name: str) -> Field | None:
        """The field of that name, if there is one."""
        return next((field for field in self.fields if field.name == name), None)
