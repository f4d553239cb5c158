"""`golive engine`: the engine in the foreground, for service managers and tests; `golive run`
starts the same in the background."""

import argparse
import logging
import sys
from pathlib import Path

from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.metrics import add_metrics, metrics_port
from golive_tui.cli.parsing import Parser, path
from golive_tui.holder.open_files import raise_limit
from golive_tui.store.catalog import first_event
from golive_tui.store.directory import LaunchDirectory


def add_arguments(parser: Parser) -> None:
    """Which launch."""
    parser.add_argument(
        "--launch", type=path, required=True, metavar="DIR", help="launch directory"
    )
    add_metrics(parser)


def run(args: argparse.Namespace) -> int:
    """Own the launch until told to stop."""
    from golive_tui.cli.version import version

    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    # httpx logs every request at INFO with its URL: noise, and a place where secrets would show.
    for noisy in ("httpx", "httpcore", "websockets"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    raise_limit()
    directory = args.launch.absolute()
    port = metrics_port(args)
    if _is_rehearsal(directory):
        from golive_tui.rehearsal.assemble import run_rehearsal

        run_rehearsal(directory, version=version(), metrics_port=port)
    else:
        from golive_tui.engine.assemble import run_engine
        from golive_tui.engine.parts import Parts

        run_engine(directory, version=version(), parts=Parts(metrics_port=port))
    return DONE


def _is_rehearsal(directory: Path) -> bool:
    from golive_tui.launch.events import LaunchCreated

    fact = first_event(LaunchDirectory(directory)).fact
    return isinstance(fact, LaunchCreated) and fact.rehearsal
