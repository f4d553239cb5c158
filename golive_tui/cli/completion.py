"""`golive completion SHELL`: what the shell needs to complete commands, acts and options."""

import argparse
import importlib
from typing import Final

from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.output import answer
from golive_tui.cli.parsing import Parser

SHELLS: Final = ("bash", "zsh", "tcsh")
_FILES: Final = frozenset({"CHECKLIST", "FILE", "STATE"})
_FOLDERS: Final = frozenset({"DIR"})


def add_arguments(parser: Parser) -> None:
    """Which shell."""
    parser.add_argument(
        "shell",
        choices=SHELLS,
        metavar="SHELL",
        help=f"{', '.join(SHELLS[:-1])} or {SHELLS[-1]}",
    )


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    answer(script(args.shell))
    return DONE


def script(shell: str) -> str:
    """The completion script of golive for one of `SHELLS`."""
    import shtab

    return shtab.complete(_whole(), shell).rstrip()


def _whole() -> Parser:
    """All commands as one parser: golive itself only ever builds that of the command called."""
    from golive_tui.cli.main import COMMANDS

    whole = Parser(prog="golive")
    whole.add_argument("-V", "--version", action="store_true", help="which golive this is")
    commands = whole.add_subparsers(parser_class=Parser, metavar="COMMAND")
    for entry in COMMANDS:
        parser = commands.add_parser(entry.name, help=entry.does)
        importlib.import_module(f"golive_tui.cli.{entry.module}").add_arguments(parser)
        for each in [act for _, act in parser.acts()] or [parser]:
            _paths(each)
    return whole


def _paths(parser: Parser) -> None:
    """Say which arguments are files; shtab reads that from the actions."""
    import shtab

    for action in parser.actions():
        if action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined] # where shtab looks
        elif action.metavar in _FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined] # likewise
