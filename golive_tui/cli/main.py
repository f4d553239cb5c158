"""`golive`: the table of commands, and the way from argv to an exit code.

Only the module of the command that was called is imported: `golive status` pays for nothing of
the dashboard.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from golive_tui import collector
from golive_tui.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    INTERRUPTED,
    MEANINGS,
    UNREAD,
    exit_code,
)
from golive_tui.cli.output import (
    answer,
    close_streams,
    drop_stdout,
    open_streams,
    tell,
    tell_error,
)
from golive_tui.cli.parsing import Parser
from golive_tui.cli.version import version
from golive_tui.errors import GoliveError
from golive_tui.text import clean


class Command(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: Parser) -> None:
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
    Entry("rehearse", "rehearse", "faults on a schedule, and whether what must follow did follow"),
    Entry("fault", "fault", "make a rehearsal that runs fail, or mend it"),
    Entry("attach", "attach", "open the dashboard on a launch"),
    Entry("status", "status", "where a launch stands; exit 0 go, 1 hold or no-go"),
    Entry("mark", "mark", "set an item's status, as the dashboard's keys do"),
    Entry("check", "check", "verify items by machine; exit 0 all pass, 1 one does not"),
    Entry("go", "go", "go live: T0"),
    Entry("round", "round", "answer or complete the round that is due"),
    Entry("step", "step", "the steps: list, show, run, cancel, output, verify, settle, type"),
    Entry("gate", "gate", "the go/no-go polls: list, vote, override, resolve"),
    Entry(
        "trigger",
        "trigger",
        "the rollback triggers: how far from a trip, and what answers one",
    ),
    Entry("rollback", "rollback", "roll back; exit 0 rolled back, 1 failed"),
    Entry("signoff", "signoff", "sign the launch off: freeze its record"),
    Entry("journal", "journal", "the events of a launch"),
    Entry("report", "report", "the record of a launch, as Markdown or as one HTML page"),
    Entry("verify", "verify", "are the files of a launch as they were written; exit 0 yes, 1 no"),
    Entry("notify", "notify", "the channels of notices; --test sends one and says what came of it"),
    Entry("list", "list", "the launches on this host"),
    Entry("stop", "stop", "stop a launch's engine; the launch stays"),
    Entry("validate", "validate", "every problem of a checklist at once"),
    Entry("kinds", "kinds", "the kinds of probes and checks: what one takes, tells and answers"),
    Entry("doctor", "doctor", "can this host carry a launch"),
    Entry("engine", "engine", "the engine in the foreground"),
    Entry("completion", "completion", "the completion script for a shell"),
)


PICK: Final = Entry("", "pick", "choose a launch, a checklist or the demo")


def overview() -> str:
    """What `golive --help` says."""
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


def parser_of(entry: Entry) -> tuple[Parser, Command]:
    """The parser of a command, and its module."""
    module: Command = importlib.import_module(f"golive_tui.cli.{entry.module}")
    parser = Parser(
        prog=f"golive {entry.name}",
        description=f"{entry.does[0].upper()}{entry.does[1:]}.",
    )
    module.add_arguments(parser)
    return parser, module


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code."""
    collector.starting()
    open_streams()
    args = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _guarded(args)
        close_streams()
    except BrokenPipeError:
        # The reader has seen enough; what it has not seen may have been the answer.
        drop_stdout()
        return UNREAD
    except OSError as error:
        # Such as a full disk behind stdout.
        drop_stdout()
        tell(f"golive: {clean(str(error))}")
        return BAD_INPUT
    return code


def _guarded(args: list[str]) -> int:
    try:
        return _dispatch(args)
    except GoliveError as error:
        tell_error(error)
        return exit_code(error)
    except KeyboardInterrupt:
        return INTERRUPTED


def _dispatch(args: list[str]) -> int:
    if not args:
        return _run(PICK, args)
    name, rest = args[0], args[1:]
    if name == "help" and rest:
        name, rest = rest[0], ["--help"]
    if name in ("-h", "--help", "help"):
        answer(overview())
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
    except SystemExit as error:  # it has said why, or printed the help
        return error.code if isinstance(error.code, int) else BAD_INPUT
    return module.run(parsed)


def _unknown(name: str) -> int:
    from difflib import get_close_matches

    near = get_close_matches(name[:60], [entry.name for entry in COMMANDS], 1)
    meant = f"; did you mean `{near[0]}`?" if near else ""
    tell(f"golive: there is no command `{clean(name, 60)}`{meant}")
    tell("golive --help lists them")
    return BAD_INPUT
