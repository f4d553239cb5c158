"""Reading a command's arguments: argparse, but harmless in what it says and without guesses."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from golive_tui.cli.exit_codes import BAD_INPUT
from golive_tui.cli.output import tell
from golive_tui.text import clean

LONGEST_PATH: Final = 4096
LONGEST_NAME: Final = 255
"""Bytes of a path and of one name in it (PATH_MAX, NAME_MAX of Linux)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument as it is written: `CHECKLIST`, `--target NAME`, `--json`; and what it is."""

    written: str
    help: str
    optional: bool


class Parser(argparse.ArgumentParser):
    """A command's parser: no abbreviations, and what was typed is never repeated raw."""

    def __init__(self, *, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(prog=prog, description=description, allow_abbrev=False)

    def parse_args(  # type: ignore[override] # commands parse no more than this
        self, args: list[str]
    ) -> argparse.Namespace:
        """The arguments; an unknown one is refused with the nearest that there is."""
        parsed, unknown = self.parse_known_args(args)
        if unknown:
            self._refuse(unknown[0])
        return parsed

    def arguments(self) -> list[Argument]:
        """What it takes, in the order of its declaration; `--help` goes without saying."""
        kept = (argparse._HelpAction, argparse._SubParsersAction)  # noqa: SLF001 - they have no other names
        return [
            Argument(
                written=_written(action),
                help=action.help or "",
                optional=not action.required or action.nargs == "?",
            )
            for action in self._actions
            if not isinstance(action, kept)
        ]

    def actions(self) -> tuple[argparse.Action, ...]:
        """What argparse knows of its arguments."""
        return tuple(self._actions)

    def acts(self) -> list[tuple[str, "Parser"]]:
        """The parsers of its acts, by their word: `golive round complete`."""
        return [
            (word, parser)
            for action in self._actions
            if isinstance(action, argparse._SubParsersAction)  # noqa: SLF001 - as above
            for word, parser in action.choices.items()
        ]

    def _refuse(self, word: str) -> NoReturn:
        if not word.startswith("-"):
            self.error(f"{clean(word, 60)} is one argument too many")
        near = _nearest(word, self._option_string_actions)
        self.error(f"there is no option {clean(word, 60)}{near}")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to call it; exits with 2."""
        tell(f"{self.prog}: {clean(message)}")
        self.print_usage(sys.stderr)
        self.exit(BAD_INPUT)


def _written(action: argparse.Action) -> str:
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    if not action.option_strings:
        return metavar
    return action.option_strings[-1] + ("" if action.nargs == 0 else f" {metavar}")


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word.partition("=")[0][:60], list(known), 1)
    return f"; did you mean {near[0]}?" if near else ""


def path(text: str) -> Path:
    """An argument that is a path, absolute and without symbolic links; `~` is the home."""
    return _resolved(text)


def name_or_path(text: str) -> str:
    """An argument that names a launch or a checklist, or is a path; as it was typed."""
    _resolved(text)
    return text


def add_checklist(parser: Parser, *, optional: bool = False) -> None:
    """CHECKLIST: which document."""
    parser.add_argument(
        "checklist",
        nargs="?" if optional else None,
        type=name_or_path,
        metavar="CHECKLIST",
        help="a TOML file, or the name of one that comes with golive",
    )


def _resolved(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("an empty name names nothing")
    names = text.split("/")
    if len(text) > LONGEST_PATH or any(len(_bytes(name)) > LONGEST_NAME for name in names):
        raise argparse.ArgumentTypeError("the name is too long for a file")
    try:
        return Path(text).expanduser().resolve()
    except FileNotFoundError:
        raise argparse.ArgumentTypeError("the directory in which we are is gone") from None
    except (OSError, RuntimeError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"no path: {clean(str(error), 200)}") from None


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")
