"""`golive`: the table of commands, and the way from argv to an exit code.

Only the module of the command that was called is imported: `golive status` pays for nothing of
the dashboard.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from golive_tui.cli.exit_codes import BAD_INPUT, DONE, MEANINGS, exit_code
from golive_tui.cli.output import answer, tell, tell_error
from golive_tui.errors import GoliveError


class Command(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare its arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it; returns the exit code, raises GoliveError."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its name, its module in this room, and what it does in one line."""

    name: str
    module: str
    does: str


COMMANDS: Final = (
    Entry("run", "run", "start a checklist's launch, or resume it, and open the dashboard"),
    Entry("demo", "demo", "a rehearsed launch on a stand-in backend; needs no network"),
    Entry("attach", "attach", "open the dashboard on a launch"),
    Entry("status", "status", "where a launch stands; exit 0 go, 1 hold or no-go"),
    Entry("mark", "mark", "set an item's status, as the dashboard's keys do"),
    Entry("go", "go", "go live: T0"),
    Entry("round", "round", "answer or complete the round that is due"),
    Entry("journal", "journal", "the events of a launch"),
    Entry("list", "list", "the launches on this host"),
    Entry("stop", "stop", "stop a launch's engine; the launch stays"),
    Entry("validate", "validate", "every problem of a checklist at once"),
    Entry("doctor", "doctor", "can this host carry a launch"),
    Entry("engine", "engine", "the engine in the foreground"),
)


def _overview() -> str:
    width = max(len(entry.name) for entry in COMMANDS)
    rows = "\n".join(f"  {entry.name:<{width}}  {entry.does}" for entry in COMMANDS)
    codes = ", ".join(f"{code} {meaning}" for code, meaning in MEANINGS.items())
    return (
        "golive: a go-live document that runs.\n\n"
        "usage: golive                 choose a launch, a checklist or the demo\n"
        "       golive COMMAND ...     golive COMMAND --help tells more\n"
        "       golive --version\n\n"
        f"{rows}\n\nexit codes: {codes}"
    )


def version() -> str:
    """The installed version."""
    from importlib.metadata import version as installed

    return installed("golive-tui")


def parser_of(entry: Entry) -> tuple[argparse.ArgumentParser, Command]:
    """The parser of a command, and its module."""
    module: Command = importlib.import_module(f"golive_tui.cli.{entry.module}")  # type: ignore[assignment]
    parser = argparse.ArgumentParser(
        prog=f"golive {entry.name}",
        description=entry.does[0].upper() + entry.does[1:] + ".",
        allow_abbrev=False,
    )
    module.add_arguments(parser)
    return parser, module


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code."""
    args = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatch(args)
    except GoliveError as error:
        tell_error(error)
        return exit_code(error)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of a pipe has seen enough; Python must not complain of it again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _dispatch(args: list[str]) -> int:
    if not args:
        return _run(Entry("", "pick", "choose a launch"), args)
    name, rest = args[0], args[1:]
    if name in ("-h", "--help", "help"):
        answer(_overview())
        return DONE
    if name in ("-V", "--version"):
        answer(f"golive {version()}")
        return DONE
    entry = next((entry for entry in COMMANDS if entry.name == name), None)
    if entry is None:
        return _unknown(name)
    return _run(entry, rest)


def _run(entry: Entry, args: list[str]) -> int:
    parser, module = parser_of(entry)
    try:
        parsed = parser.parse_args(args)
    except SystemExit as error:  # argparse has said why, or printed the help
        return error.code if isinstance(error.code, int) else BAD_INPUT
    return module.run(parsed)


def _unknown(name: str) -> int:
    from difflib import get_close_matches

    from golive_tui.text import clean

    near = get_close_matches(name, [entry.name for entry in COMMANDS], 1)
    tell(
        f"golive: there is no command `{clean(name, 60)}`"
        + (f"; did you mean `{near[0]}`?" if near else "")
    )
    tell("golive --help lists them")
    return BAD_INPUT
