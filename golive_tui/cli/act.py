"""An act on a launch from the command line: the engine is started if need be, asked, and the
person told under which number it is on disk."""

import argparse

from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.launches import meant
from golive_tui.cli.output import tell
from golive_tui.client.answers import Message
from golive_tui.store.directory import LaunchDirectory
from golive_tui.wire.messages import Request


def act(args: argparse.Namespace, request: Request) -> int:
    """Do it on the launch that the arguments mean; returns when it is on disk.

    Raises NotFound, InputError, Refused and EngineUnreachable.
    """
    launch, answer = asked(args, request)
    tell(f"{launch.path.name}: recorded as event {answer.get('seq')}")
    return DONE


def asked(
    args: argparse.Namespace, request: Request, *, within: float | None = None
) -> tuple[LaunchDirectory, Message]:
    """The launch that the arguments mean, and what its engine answered, in `within` seconds where
    that takes longer than most; raises as `act`."""
    from golive_tui.client.ask import ANSWER_WITHIN, ask
    from golive_tui.client.start import ensure_engine_now

    launch = meant(args, acts=True)
    ensure_engine_now(launch.path)
    return launch, ask(launch.path, request, within=within or ANSWER_WITHIN)
