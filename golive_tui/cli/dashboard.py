"""Opening the dashboard, or only the engine: what `run`, `demo` and `attach` end in."""

import argparse
import contextlib
import os

from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.output import answer, close_streams
from golive_tui.cli.parsing import Parser
from golive_tui.errors import EngineUnreachable
from golive_tui.store.directory import LaunchDirectory


def add_dashboard(parser: Parser, *, detach: bool = True) -> None:
    """How to show it."""
    parser.add_argument("--read-only", action="store_true", help="watch; change nothing")
    parser.add_argument("--ascii", action="store_true", help="no character beyond ASCII")
    parser.add_argument(
        "--no-desktop",
        action="store_true",
        help="send no desktop notices through the terminal; GOLIVE_NO_DESKTOP=1 does the same",
    )
    if detach:
        parser.add_argument(
            "--detach", action="store_true", help="start the engine only; print the directory"
        )


def check_terminal(args: argparse.Namespace) -> None:
    """Raise TerminalUnfit before anything is begun that could not be shown."""
    from golive_tui.tui.ground.terminal import look

    if not getattr(args, "detach", False):
        look()


def open_dashboard(args: argparse.Namespace, launch: LaunchDirectory) -> int:
    """Start the engine if none runs; then the dashboard, unless detached."""
    from golive_tui.client import start

    if getattr(args, "detach", False):
        start.ensure_engine_now(launch.path)
        answer(str(launch.path))
        return DONE
    # The engine comes up while the dashboard is imported; if it cannot, the dashboard says why.
    with contextlib.suppress(EngineUnreachable):
        start.kick(launch.path)
    close_streams()
    if getattr(args, "no_desktop", False):
        os.environ["GOLIVE_NO_DESKTOP"] = "1"
    from golive_tui.tui.app import run

    return run(launch.path, read_only=args.read_only, ascii=args.ascii)
