"""Settings of a probe as its kind wants them: typed, with the defaults of its spec.

The checklist's reader has checked them once, but a `${...}` may have put any text into them
since; so a port or an address is judged here, when the probe opens.
"""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import (
    EitherOf,
    Field,
    Flag,
    ListOf,
    MapOf,
    Span,
    Spec,
    Text,
    Whole,
)
from golive_tui.errors import InputError

PORT: Final = EitherOf((Whole(at_least=1, at_most=65535), Text(template=True, example="${port}")))
"""A port is a number, or a template that becomes one."""

VERIFY: Final = Field(
    name="verify",
    type=Flag(),
    default=True,
    help="whether the certificate must be valid and for this name; false looks all the same",
)
CA: Final = Field(
    name="ca",
    type=Text(template=True, example="certs/ca.pem"),
    default="",
    help="a PEM file of authorities to trust instead of the system's, from the launch's directory",
)
SERVER_NAME: Final = Field(
    name="server_name",
    type=Text(template=True, example="api.example.com"),
    default="",
    help="the name to ask for and to verify in TLS when it is not the host's",
)
REHEARSE: Final = Field(
    name="rehearse",
    type=ListOf(Text(template=True, example="golive-rehearse"), at_least=1, or_one=True),
    default=(),
    help="what runs instead of `run` in a rehearsal, where without it nothing runs; the first word "
    "may be `golive-rehearse`, as in a step",
)
URL: Final = Field(
    name="url",
    type=Text(template=True, example="${api}/health"),
    required=True,
    help="http:// or https://",
)
HEADERS: Final = Field(
    name="headers",
    type=MapOf(Text(template=True, example="Bearer ${env:TOKEN}")),
    help="headers to send; they stay with the origin of `url` when a redirect leaves it",
)
BODY: Final = Field(
    name="body",
    type=Text(template=True, at_most=100_000),
    default="",
    help="what to send after the headers",
)
UPGRADE_HEADERS: Final = Field(
    name="headers",
    type=MapOf(Text(template=True, example="Bearer ${env:TOKEN}")),
    help="headers of the upgrade request",
)
HOST: Final = Field(
    name="host",
    type=Text(template=True, example="${host}"),
    required=True,
    help="a name or an address",
)
MAX_AGE: Final = Field(
    name="max_age",
    type=Span(),
    help="how old it may be, by its own time or else by its file's; older fails",
)


class Given:
    """The settings of one probe, read field by field; raises InputError where one is wrong."""

    def __init__(self, spec: Spec, settings: Mapping[str, object]) -> None:
        self._spec = spec
        self._settings = settings

    @property
    def kind(self) -> str:
        """The name of the kind whose settings they are."""
        return self._spec.name

    def _value(self, name: str) -> object:
        given = self._settings.get(name)
        if given is not None:
            return given
        known = self._spec.field(name)
        if known is not None and known.required:
            raise InputError(f"{self._spec.name}: `{name}` is missing")
        return known.default if known is not None else None

    def _wrong(self, name: str, should: str) -> InputError:
        return InputError(f"{self._spec.name}: `{name}` should be {should}")

    def text(self, name: str) -> str:
        """A string; empty where neither it nor a default is given."""
        value = self._value(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._wrong(name, "a text")
        return value

    def needed(self, name: str) -> str:
        """A string that must not be empty, such as a host; without blanks round it."""
        value = self.text(name).strip()
        if not value:
            raise self._wrong(name, "a text that is not empty")
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self._value(name)
        if not isinstance(value, bool):
            raise self._wrong(name, "true or false")
        return value

    def whole(self, name: str) -> int:
        """An integer."""
        value = self._value(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong(name, "a whole number")
        return value

    def seconds(self, name: str) -> float | None:
        """A duration in seconds; None where neither it nor a default is given."""
        value = self._value(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise self._wrong(name, "a duration")
        return float(value)

    def size(self, name: str) -> int | None:
        """A number of bytes; None where neither it nor a default is given."""
        return None if self._value(name) is None else self.whole(name)

    def wholes(self, name: str) -> dict[str, int]:
        """A table of whole numbers; empty where none is given."""
        value = self._value(name)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise self._wrong(name, "a table of whole numbers")
        for number in value.values():
            if isinstance(number, bool) or not isinstance(number, int):
                raise self._wrong(name, "a table of whole numbers")
        return {str(key): number for key, number in value.items()}

    def span(self, name: str) -> float:
        """A duration in seconds, of a field that has a default."""
        seconds = self.seconds(name)
        if seconds is None:
            raise self._wrong(name, "a duration")
        return seconds

    def number(self, name: str) -> float | None:
        """A number that the checklist's reader has freed of its unit; None where none is given."""
        value = self._value(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong(name, "a number")
        return float(value)

    def numbers(self, name: str) -> "float | dict[str, float] | None":
        """A number, or a table of such; None where none is given."""
        value = self._value(name)
        if not isinstance(value, Mapping):
            return self.number(name)
        if any(isinstance(n, bool) or not isinstance(n, int | float) for n in value.values()):
            raise self._wrong(name, "a number, or a table of numbers")
        return {str(key): float(number) for key, number in value.items()}

    def inner(self, name: str, spec: Spec) -> "Given | None":
        """A nested table of its own spec; None where none is given."""
        value = self._value(name)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise self._wrong(name, "a table")
        return Given(spec, value)

    def port(self, name: str = "port") -> int:
        """A port, 1 to 65535, as a number or as text that a template became."""
        value = self._value(name)
        text = str(value).strip()
        if isinstance(value, bool) or not text.isascii() or not text.isdigit() or len(text) > 5:
            raise self._wrong(name, "a port, 1 to 65535")
        if not 1 <= int(text) <= 65535:
            raise self._wrong(name, "a port, 1 to 65535")
        return int(text)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings; a single one stands for a list of one."""
        value = self._value(name)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list | tuple):
            raise self._wrong(name, "a list of texts")
        return tuple(self._text_in(name, part) for part in value)

    def tables(self, name: str) -> tuple[Mapping[str, object], ...]:
        """A list of tables."""
        value = self._value(name)
        parts = value if isinstance(value, list | tuple) else ()
        tables = tuple(part for part in parts if isinstance(part, Mapping))
        if not tables or len(tables) < len(parts):
            raise self._wrong(name, "a list of tables")
        return tables

    def some(self, name: str) -> tuple[str, ...]:
        """A list of strings, with one at least and none of them empty."""
        texts = tuple(text.strip() for text in self.texts(name))
        if not texts or not all(texts):
            raise self._wrong(name, "a list of texts, none of them empty")
        return texts

    def whole_numbers(self, name: str) -> tuple[int, ...]:
        """A list of integers; a single one stands for a list of one."""
        value = self._value(name)
        parts = value if isinstance(value, list | tuple) else () if value is None else (value,)
        wholes = [part for part in parts if isinstance(part, int) and not isinstance(part, bool)]
        if len(wholes) < len(parts):
            raise self._wrong(name, "made of whole numbers")
        return tuple(wholes)

    def table(self, name: str) -> dict[str, str]:
        """A table of strings."""
        value = self._value(name)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise self._wrong(name, "a table of texts")
        return {str(key): self._text_in(name, part) for key, part in value.items()}

    def file(self, name: str, directory: str) -> str:
        """The path of a file, from `directory` on, empty where none is given; raises InputError
        when it is not there."""
        from pathlib import Path

        given = self.text(name)
        if not given:
            return ""
        path = Path(directory, given).expanduser()
        if not path.is_file():
            raise InputError(f"{self._spec.name}: `{name}`: there is no file {path}")
        return str(path)

    def _text_in(self, name: str, part: object) -> str:
        if not isinstance(part, str):
            raise self._wrong(name, "made of texts")
        return part
