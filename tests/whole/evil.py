"""Values of every fact in which each free text is hostile, and what must not be found of them."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from msgspec.structs import replace

from golive_tui.launch.events import FACTS, Fact, LaunchCreated
from tests.support.filled import filled

EVIL: Final = (
    "\x1b]0;pwned\x07\x1b[2J\x1b]52;c;cHduZWQ=\x1b\\\x9b2J\x9d0;x\x9c\u202eabc\u2066d\u2069"
    "\u200be\ufeff\u2028\x00\x7f\r\n[@click=app.quit]go[/] [bold red]b[/] ![i](http://evil/p)"
    " [l](javascript:a) <img src=x onerror=a()><script>a</script> ]]> --> & \" ' | ` {{7*7}}"
    " a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301"
)
"""Title, screen and clipboard by ESC and by C1; bidi, zero width, separators, NUL; Textual markup,
Markdown, HTML, XML; a heap of accents."""

_MOMENT: Final = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
_EFFECT: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
    "|[\ud800-\udfff]"
)
_HEAP: Final = re.compile("(?:\u0301){6}")


def hidden(text: str) -> list[str]:
    """What of a text a terminal would obey or hide."""
    return [ascii(each) for each in _EFFECT.findall(text)]


def seen(text: str, *, newline: bool = True) -> list[str]:
    """The same, and what would pile up; a line end may be the text's own."""
    found = hidden(text) + [ascii(each) for each in _HEAP.findall(text)]
    return found if newline else found + ["newline"] * text.count("\n")


def facts(subjects: Mapping[str, tuple[str, ...]]) -> Iterator[Fact]:
    """Each kind of fact for each of its subjects, and of a subject whose id is hostile itself."""
    for type_ in FACTS.values():
        if type_ is LaunchCreated:
            continue
        named = [name for name in type_.__struct_fields__ if name in subjects]
        ids = subjects[named[0]] if named else ("",)
        for id_ in (*ids, EVIL) if named else ids:
            fact: Fact = poisoned(type_)
            values: dict[str, Any] = {name: subjects[name][0] for name in named}
            if named:
                values[named[0]] = id_
            yield replace(fact, **values) if values else fact


def poisoned(type_: Any) -> Any:
    """A value of the type with hostile texts."""
    return filled(type_, EVIL, _MOMENT)
