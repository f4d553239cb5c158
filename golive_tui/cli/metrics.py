"""`--metrics PORT`, and `GOLIVE_METRICS_PORT` for an engine that somebody else starts."""

import argparse
import os
from typing import Final

from golive_tui.cli.parsing import Parser
from golive_tui.errors import InputError
from golive_tui.text import clean

VARIABLE: Final = "GOLIVE_METRICS_PORT"


def add_metrics(parser: Parser) -> None:
    """The port of this host on which the engine serves its metrics."""
    parser.add_argument(
        "--metrics",
        metavar="PORT",
        help="serve Prometheus metrics on that port of 127.0.0.1; 0 takes a free one",
    )


def metrics_port(args: argparse.Namespace) -> int | None:
    """The port asked for, by flag or by environment; None: no metrics. Raises InputError."""
    said = args.metrics if args.metrics is not None else os.environ.get(VARIABLE, "")
    if not said:
        return None
    if not (said.isascii() and said.isdecimal() and int(said[:6]) <= 65535):
        raise InputError(f"`{clean(said, 20)}` is no port", hint="a port is 0 to 65535")
    return int(said)


def hand_on(args: argparse.Namespace) -> None:
    """Have the engine that this command starts serve them too; raises InputError."""
    if args.metrics is not None:
        metrics_port(args)
        os.environ[VARIABLE] = args.metrics
