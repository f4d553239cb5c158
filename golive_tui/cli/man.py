"""The manual page golive(1), made from the parsers of the commands (man-pages(7), groff_man(7))."""

import re
from collections.abc import Iterator
from typing import Final

from golive_tui.cli.exit_codes import MEANINGS
from golive_tui.cli.main import COMMANDS, parser_of
from golive_tui.cli.parsing import Argument, Parser

_FILES: Final = (
    ("$XDG_STATE_HOME/golive/ID/", "a launch: its checklist, its journal, its state, its samples"),
    ("journal.jsonl", "every event, one line each; what is in it has happened"),
    ("state.toml", "the state as of the last event, to be read and copied"),
    ("steps/ATTEMPT/", "the transcript and the result of one run of a step"),
)
_ENVIRONMENT: Final = (
    ("XDG_STATE_HOME", "where launches are kept; ~/.local/state unless set"),
    ("NO_COLOR", "the dashboard uses no colour"),
    ("GOLIVE_THEME", "a theme of the dashboard, such as golive-light"),
    ("GOLIVE_ASCII", "1: no character beyond ASCII; 0: all of them"),
)


def man_page() -> str:
    """The page as roff source, without a date: the same parsers make the same page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield '.\\" Made from the parsers of the commands; a test keeps it true.'
    yield '.TH GOLIVE 1 "" "golive" "User Commands"'
    yield from (".SH NAME", r"golive \- run a go-live launch from a checklist")
    yield from (".SH SYNOPSIS", ".B golive", ".br", r".B golive \fICOMMAND\fR ...")
    yield ".SH DESCRIPTION"
    yield "Without a command, golive offers the launches of this host, the checklists and the demo."
    yield "In the dashboard, press ? for its keys."
    yield ".SH COMMANDS"
    for entry in COMMANDS:
        parser, _ = parser_of(entry)
        yield from (f".SS golive {entry.name}", _text(f"{entry.does[0].upper()}{entry.does[1:]}."))
        for each in [act for _, act in parser.acts()] or [parser]:
            yield from _call(each)
    yield ".SH EXIT STATUS"
    yield from _terms((str(code), meaning) for code, meaning in MEANINGS.items())
    yield ".SH ENVIRONMENT"
    yield from _terms(iter(_ENVIRONMENT))
    yield ".SH FILES"
    yield from _terms(iter(_FILES))


def _call(parser: Parser) -> Iterator[str]:
    arguments = parser.arguments()
    words = " ".join(_word(each) for each in arguments)
    yield from (".PP", f"\\fB{_text(parser.prog)}\\fR {words}".rstrip())
    yield from _terms((each.written, each.help) for each in arguments)


def _word(argument: Argument) -> str:
    written = _text(argument.written)
    return f"[{written}]" if argument.optional else written


def _terms(pairs: Iterator[tuple[str, str]]) -> Iterator[str]:
    for term, meaning in pairs:
        yield from (".TP", f"\\fB{_text(term)}\\fR", _text(meaning))


def _text(plain: str) -> str:
    """Plain text as roff: no escapes, hyphens that can be copied, no line that is a request."""
    text = plain.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text)
