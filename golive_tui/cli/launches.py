"""Which launch a command means: named, given as a directory, or the only one that runs."""

import argparse
from pathlib import Path

from golive_tui.errors import NotFound
from golive_tui.store.catalog import base, find, launches
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder


def add_launch(parser: argparse.ArgumentParser, *, positional: bool = True) -> None:
    """`[LAUNCH]` and `--launch DIR`: two ways of saying which."""
    if positional:
        parser.add_argument(
            "name", nargs="?", metavar="LAUNCH", help="its id, or the beginning of it"
        )
    parser.add_argument("--launch", type=Path, metavar="DIR", help="its launch directory")


def meant(args: argparse.Namespace) -> LaunchDirectory:
    """The launch that the arguments name; without any, the one that has an engine, else the one
    that changed last. Raises NotFound."""
    if args.launch is not None:
        return find(str(args.launch.absolute()), base())
    name = getattr(args, "name", None)
    if name is not None:
        return find(name, base())
    known = launches(base())
    if not known:
        raise NotFound(f"there is no launch in {base()}", hint="golive run CHECKLIST begins one")
    running = [launch for launch in known if holder(launch) is not None]
    return running[0] if running else known[0]
