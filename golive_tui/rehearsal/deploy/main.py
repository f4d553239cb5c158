"""The stand-in as a command: `deploy staging`, `load-test`, `rollback --verify`, ...

Exit codes: that of the command it stands for; with `--verify` 0 when it has run to a good end
here, else 1; 1 when nothing can be written, 2 for bad usage, 130 when it was interrupted.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from golive_tui import clock
from golive_tui.rehearsal.deploy.acts import Scene
from golive_tui.rehearsal.deploy.place import FAIL, TOLD, Place
from golive_tui.rehearsal.deploy.player import Player
from golive_tui.rehearsal.deploy.plays import ANSWERS, PLAYS

PACE: Final = "GOLIVE_REHEARSE_PACE"
"""Stretches all times: 0 is at once. The file `pace` among the artifacts goes before it."""
SLOWEST: Final = 100.0
"""Times as slow as a stand-in goes by itself."""
_KNOWN: Final = {**PLAYS, **ANSWERS}


def main(arguments: Sequence[str] | None = None) -> int:
    """Play one command; the exit code."""
    options = _options(arguments)
    name = f"{options.command}-{options.where}" if options.where else options.command
    place = Place(options.artifacts or Path(tempfile.gettempdir(), f"rehearsal-{os.getuid()}"))
    if options.verify:
        return _verify(place, name)
    try:
        scene = _scene(options, place, name)
        pace = _pace(place.pace or os.environ.get(PACE, "1"))
    except (ValueError, argparse.ArgumentTypeError) as error:
        print(f"golive-rehearse: the pace: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        return _unwritable(error)
    is_terminal = sys.stdout.isatty()
    player = Player(
        out=sys.stdout,
        err=sys.stderr,
        place=place,
        environment=os.environ,
        pause=clock.pause,
        pace=pace if options.pace is None else options.pace,
        colours=is_terminal and not os.environ.get("NO_COLOR"),
        is_terminal=is_terminal,
    )
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a locale without check marks is no failure
    try:
        code = player.play(_KNOWN[options.command](scene), fails=scene.fails)
        if code == 0:
            place.ran(name)
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        return 130
    except OSError as error:
        return _unwritable(error)
    return code


def _scene(options: argparse.Namespace, place: Place, name: str) -> Scene:
    told = place.told(os.environ)
    return Scene(
        where=options.where,
        number=place.runs(name) + 1,
        login=options.login or options.patience is not None,
        patience=options.patience,
        fails=options.fail or name in told or options.command in told,
        told=told,
        secret=place.secret() if options.command == "platform" else "",
        at=clock.real_now().isoformat(timespec="seconds"),
    )


def _unwritable(error: OSError) -> int:
    print(f"golive-rehearse: {error.filename or 'output'}: {error.strerror}", file=sys.stderr)
    return 1


def _verify(place: Place, name: str) -> int:
    runs = place.runs(name)
    print(f"{name}: {f'run {runs} took effect' if runs else 'nothing has taken effect here'}")
    return 0 if runs else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="golive-rehearse",
        description="Stands in for a command of a launch: takes time, writes output, does nothing.",
        epilog=f"To make commands fail, name them in {FAIL}, or in the file `{TOLD}` among the "
        "artifacts.",
    )
    parser.add_argument("command", choices=tuple(_KNOWN), help="the command to stand in for")
    parser.add_argument("where", nargs="?", default="", type=_word, help="such as staging")
    parser.add_argument("--login", action="store_true", help="ask for a token, as at a first login")
    parser.add_argument(
        "--login-within",
        dest="patience",
        type=float,
        metavar="SECONDS",
        help="ask at the first run, and go on when nobody answers in time",
    )
    parser.add_argument("--fail", action="store_true", help="fail")
    parser.add_argument("--verify", action="store_true", help="only tell whether it has run here")
    parser.add_argument("--artifacts", type=Path, metavar="DIR", help="where files are left")
    parser.add_argument("--pace", type=_pace, metavar="N", help="stretches all times: 0 is at once")
    return parser.parse_args(arguments)


def _word(text: str) -> str:
    if text and (not text.isascii() or not text.replace("-", "").isalnum() or len(text) > 40):
        raise argparse.ArgumentTypeError("letters, digits and hyphens")
    return text


def _pace(text: str) -> float:
    pace = float(text)
    if not 0 <= pace <= SLOWEST:
        raise argparse.ArgumentTypeError(f"0 to {SLOWEST:g}")
    return pace
