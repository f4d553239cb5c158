"""An act on a launch from the command line: the engine is started if need be, asked, and the
person told under which number it is on disk."""

import argparse

from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.launches import meant
from golive_tui.cli.output import tell
from golive_tui.launch.commands import Command


def act(args: argparse.Namespace, command: Command) -> int:
    """Do it on the launch that the arguments mean; returns when it is on disk.

    Raises NotFound, InputError, Refused and EngineUnreachable.
    """
    from golive_tui.client.ask import ask
    from golive_tui.client.start import ensure_engine_now

    launch = meant(args, acts=True)
    ensure_engine_now(launch.path)
    answer = ask(launch.path, command)
    tell(f"{launch.path.name}: recorded as event {answer.get('seq')}")
    return DONE
