"""`golive step output` and `type`: what an attempt has written, and typing into it."""

import argparse
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from golive_tui import clock
from golive_tui.cli.act import asked
from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.launches import meant
from golive_tui.cli.output import close_streams, tell
from golive_tui.cli.parsing import Parser
from golive_tui.cli.tail import Tail
from golive_tui.cli.watching import NAP
from golive_tui.errors import InputError, NotFound
from golive_tui.holder import adopt
from golive_tui.holder.place import Place
from golive_tui.launch.fold import fold
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.files import open_to_read
from golive_tui.store.recover import look
from golive_tui.text import clean
from golive_tui.wire.messages import TypeIn

KEYS: Final[Mapping[str, str]] = {"ctrl-c": "\x03", "ctrl-d": "\x04", "enter": "\r"}
"""Keys that are no text, and the byte that a terminal sends for each."""


def add_output(parser: Parser) -> None:
    """Which attempt, and how to show it."""
    parser.add_argument(
        "attempt", metavar="ATTEMPT", help="an attempt's id, or a step's: its newest attempt"
    )
    parser.add_argument("--follow", action="store_true", help="go on until the attempt has ended")
    parser.add_argument(
        "--raw", action="store_true", help="the bytes as they were written, secrets masked"
    )


def add_type(parser: Parser) -> None:
    """What to type."""
    parser.add_argument(
        "text",
        nargs="?",
        metavar="TEXT",
        help="the line; without it, it is read from standard input, unseen on a terminal",
    )
    parser.add_argument("--key", choices=tuple(KEYS), help="press this key instead of a line")


def output(args: argparse.Namespace) -> int:
    """Print it; 0 whatever became of the command."""
    launch = meant(args)
    place = Place(launch.steps / _attempt(launch, args.attempt))
    if args.raw:
        _raw(place, follow=args.follow)
    else:
        _cleaned(place, follow=args.follow)
    _tell_late(place)
    return DONE


def type_in(args: argparse.Namespace) -> int:
    """Type it and a line end, or press the key."""
    if args.key is not None:
        if args.text is not None:
            raise InputError("TEXT and --key are two things", hint="type one, then the other")
        asked(args, TypeIn(step=args.step, text=KEYS[args.key]))
        return DONE
    text = args.text if args.text is not None else _line()
    asked(args, TypeIn(step=args.step, text=f"{text}\n"))
    return DONE


def _line() -> str:
    if sys.stdin is None:
        raise InputError("there is nothing to type", hint="give TEXT")
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    from getpass import getpass

    return getpass("to type (not shown): ")


def _attempt(launch: LaunchDirectory, named: str) -> str:
    """The newest attempt of the step of that name, or the attempt of that name."""
    step = look(launch, fold).state.steps.get(named)
    if step is not None and step.attempts:
        return step.attempts[-1].id
    folder = launch.steps / named
    if "/" in named or named in ("", ".", "..") or not folder.is_dir():
        raise NotFound(
            f"`{clean(named, 60)}` is no attempt, and no step that has run",
            hint="golive step list names them",
        )
    return named


def _runs(place: Place) -> bool:
    outlook = adopt.look(place.path)
    on_its_way = isinstance(outlook, adopt.NeverStarted) and not outlook.closed
    return isinstance(outlook, adopt.Running | adopt.Unsaid) or on_its_way


def _cleaned(place: Place, *, follow: bool) -> None:
    tail = Tail(place.transcript)
    while follow and _runs(place):
        tail.pull()
        close_streams()
        clock.pause(NAP)
    tail.finish()


def _raw(place: Place, *, follow: bool) -> None:
    if sys.stdout.isatty():
        raise InputError(
            "raw output is no text for a terminal: its control sequences would be obeyed",
            hint="send it to a file or through a pipe, or leave out --raw",
        )
    sys.stdout.flush()
    sent = 0
    while follow and _runs(place):
        sent += _sent(place.transcript, sent)
        clock.pause(NAP)
    _sent(place.transcript, sent)


def _sent(path: Path, offset: int) -> int:
    """Send what stands behind `offset`; how much that was."""
    try:
        descriptor = open_to_read(path)
    except FileNotFoundError:
        return 0
    with os.fdopen(descriptor, "rb") as file:
        file.seek(offset)
        shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return file.tell() - offset


def _tell_late(place: Place) -> None:
    try:
        size = place.late.stat().st_size
    except OSError:
        return
    if size:
        tell(f"{size} bytes came after its end, from what it left behind: {place.late}")
