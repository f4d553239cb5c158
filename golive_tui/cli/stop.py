"""`golive stop`: end an engine in order. The launch stays; its probes and timers stand still."""

import argparse
import contextlib

from golive_tui import clock
from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.launches import add_launch, meant
from golive_tui.cli.output import tell
from golive_tui.cli.parsing import Parser
from golive_tui.errors import EngineUnreachable
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from golive_tui.wire.messages import StopEngine

ENDS_WITHIN = 10.0
"""Seconds for its answer, and as many for its end."""
NAP = 0.05


def add_arguments(parser: Parser) -> None:
    """Which launch."""
    add_launch(parser)
    parser.add_argument("--reason", default="", metavar="TEXT", help="for the record")


def run(args: argparse.Namespace) -> int:
    """Ask it to stop and wait until it has."""
    from golive_tui.client.ask import ask

    launch = meant(args, acts=True)
    if holder(launch) is None:
        tell(f"{launch.path.name} has no engine")
        return DONE
    # An engine that ends may close the socket before it answers; whether it ended is seen below.
    with contextlib.suppress(EngineUnreachable):
        ask(launch.path, StopEngine(reason=args.reason), within=ENDS_WITHIN)
    _wait_for_end(launch)
    tell(f"{launch.path.name}: the engine ended; nobody looks after the launch now")
    return DONE


def _wait_for_end(launch: LaunchDirectory) -> None:
    waited = 0.0
    while (held := holder(launch)) is not None:
        if waited > ENDS_WITHIN:
            raise EngineUnreachable(
                f"the engine of {launch.path.name} does not end",
                hint=f"it is process {held.pid} on {held.host}; its log is {launch.log}",
            )
        clock.pause(NAP)
        waited += NAP
