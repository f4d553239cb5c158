"""Which launch a command means: named, given as a directory, or the one that there is.

Two launches may run on one host, production and its rehearsal. A command that was told neither
must not choose for the person.
"""

import argparse

from golive_tui.cli.output import tell
from golive_tui.cli.parsing import Parser, name_or_path, path
from golive_tui.errors import InputError, NotFound, StoreError
from golive_tui.store.catalog import base, find, launches
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder

NAMED = 5
"""Launches that an error names."""


def add_launch(parser: Parser, *, positional: bool = True) -> None:
    """`[LAUNCH]` and `--launch DIR`: two ways of saying which."""
    if positional:
        parser.add_argument(
            "name",
            nargs="?",
            type=name_or_path,
            metavar="LAUNCH",
            help="its id, or the beginning of it",
        )
    parser.add_argument("--launch", type=path, metavar="DIR", help="its launch directory")


def runs(directory: LaunchDirectory) -> bool:
    """Whether an engine holds the launch, as far as we may look."""
    try:
        return holder(directory) is not None
    except StoreError:
        return False


def meant(args: argparse.Namespace, *, acts: bool = False) -> LaunchDirectory:
    """The launch that the arguments name; without any, the only one that has an engine, else the
    one that changed last. What `acts` on a launch chooses only where there is no choice.

    Raises NotFound, and InputError where it could be one of several.
    """
    name = getattr(args, "name", None)
    if args.launch is not None and name is not None:
        raise InputError("the launch is named twice", hint="give LAUNCH or --launch DIR, not both")
    if args.launch is not None or name is not None:
        return find(name or str(args.launch), base())
    known = launches(base())
    if not known:
        raise NotFound(f"there is no launch in {base()}", hint="golive run CHECKLIST begins one")
    running = [each for each in known if runs(each)]
    if len(running) > 1:
        raise _which(running, "have an engine")
    if running:
        return running[0]
    if len(known) > 1 and acts:
        raise _which(known, "are here, none with an engine")
    if len(known) > 1:
        tell(f"of {len(known)} launches the one that changed last: {known[0].path.name}")
    return known[0]


def _which(candidates: list[LaunchDirectory], what: str) -> InputError:
    names = "\n".join(f"  {each.path.name}" for each in candidates[:NAMED])
    more = "\n  ..." if len(candidates) > NAMED else ""
    return InputError(
        f"which launch? {len(candidates)} {what}", hint=f"name one of them:\n{names}{more}"
    )
