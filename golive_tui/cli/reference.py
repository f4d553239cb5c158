"""The commands as a page for people, made from their parsers."""

from collections.abc import Iterator

from golive_tui.cli.exit_codes import MEANINGS
from golive_tui.cli.main import COMMANDS, parser_of
from golive_tui.cli.parsing import Argument, Parser


def reference() -> str:
    """Every command with its arguments, and the exit codes."""
    lines = ["## All commands", "", "| command | does |", "|---|---|"]
    lines += [f"| [`golive {each.name}`](#golive-{each.name}) | {each.does} |" for each in COMMANDS]
    for entry in COMMANDS:
        parser, _ = parser_of(entry)
        lines += ["", f"## golive {entry.name}", "", parser.description or ""]
        acts = parser.acts()
        for each in [act for _, act in acts] or [parser]:
            if acts and each.description:
                lines += ["", each.description]
            lines += ["", *_usage(each)]
    lines += ["", "## Exit codes", "", "| code | means |", "|---|---|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in MEANINGS.items()]
    return "\n".join(lines) + "\n"


def _usage(parser: Parser) -> Iterator[str]:
    arguments = parser.arguments()
    words = " ".join(f"[{each.written}]" if each.optional else each.written for each in arguments)
    yield f"    {parser.prog} {words}".rstrip()
    if arguments:
        yield from ("", "| argument | what it is |", "|---|---|")
        yield from map(_row, arguments)


def _row(argument: Argument) -> str:
    help_ = argument.help.replace("|", "\\|")
    return f"| `{argument.written}` | {help_} |"
