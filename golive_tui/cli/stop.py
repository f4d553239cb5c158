"""`golive stop`: end a launch's engine in order. The launch stays; probes and timers stand still."""

import argparse

from golive_tui import clock
from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.launches import add_launch, meant
from golive_tui.cli.output import tell
from golive_tui.client.ask import ask
from golive_tui.errors import EngineUnreachable
from golive_tui.store.lock import holder
from golive_tui.wire.messages import StopEngine

ENDS_WITHIN = 10.0
NAP = 0.05


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which launch."""
    add_launch(parser)
    parser.add_argument("--reason", default="", metavar="TEXT", help="for the record")


def run(args: argparse.Namespace) -> int:
    """Ask it to stop and wait until it has."""
    launch = meant(args)
    if holder(launch) is None:
        tell(f"{launch.path.name} has no engine")
        return DONE
    ask(launch.path, StopEngine(reason=args.reason))
    waited = 0.0
    while holder(launch) is not None:
        if waited > ENDS_WITHIN:
            raise EngineUnreachable(f"the engine of {launch.path.name} does not end")
        clock.pause(NAP)
        waited += NAP
    return DONE
