"""`golive` alone: choose a launch to resume, a checklist to start, or the demo."""

import argparse
import filecmp
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from golive_tui.checklist_files import load, shipped
from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.list import Row, row
from golive_tui.cli.parsing import Parser
from golive_tui.clock import real_now
from golive_tui.errors import ChecklistError, GoliveError, TerminalUnfit
from golive_tui.probes.all_kinds import specs
from golive_tui.store.catalog import base, launches
from golive_tui.text import plural
from golive_tui.tui.picker import Choice, pick
from golive_tui.units import instant

MOST: Final = 30
"""Launches, and files of `checklists/`, that are shown: the newest, the first."""


def add_arguments(parser: Parser) -> None:
    """None."""


def run(args: argparse.Namespace) -> int:
    """Open the picker, then do what was chosen."""
    del args
    from golive_tui.cli.main import main
    from golive_tui.tui.ground.terminal import look

    try:
        look()
    except TerminalUnfit as error:
        raise TerminalUnfit(error.message, hint="golive --help lists the commands") from error
    chosen = pick(choices(Path.cwd(), real_now()), host=os.uname().nodename)
    return main(chosen) if chosen else DONE


def choices(here: Path, now: datetime) -> list[Choice]:
    """Everything that can be opened: launches, the checklists that ship and those in `here`, the
    demo."""
    return [
        *(_launch(row(launch), now) for launch in launches(base())[:MOST]),
        *_checklists(here),
        Choice(
            does="demo",
            name="rehearse FlowMind here and now",
            detail="A stand-in backend, a fast clock: no network, no set-up, nothing real.",
            argv=("demo",),
        ),
    ]


def _launch(known: Row, now: datetime) -> Choice:
    when = ago((now - instant(known["changed_at"])).total_seconds())
    if "error" in known:
        return Choice(
            does="mend",
            name=known["id"],
            detail=known["error"],
            argv=("status", known["dir"]),
            verdict="broken",
            when=when,
        )
    rehearsal = ", a rehearsal" if known["rehearsal"] else ""
    return Choice(
        does="resume",
        name=known["id"],
        detail=f"{known['title']}, on {known['target']}{rehearsal}",
        argv=("attach", known["dir"]),
        engine=known["engine"],
        verdict=known["verdict"] or "",
        when=when,
    )


def _checklists(here: Path) -> Iterator[Choice]:
    known = dict(shipped())
    ours = list(known.values())
    for path in sorted((here / "checklists").glob("*.toml"))[:MOST]:
        if not any(_same(path, each) for each in ours):
            known[f"checklists/{path.name}"] = path
    for name, path in known.items():
        yield from _starts(name, path)


def _same(one: Path, other: Path) -> bool:
    """Whether two files say the same: the checkout's own and the installed one do."""
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def _starts(name: str, path: Path) -> Iterator[Choice]:
    """One row a target."""
    word = name if name in shipped() else f"./{name}"
    try:
        checklist, _ = load(path, specs())
    except GoliveError as error:
        count = len(error.problems) if isinstance(error, ChecklistError) else 1
        yield Choice(
            does="mend",
            name=name,
            detail=f"{plural(count, 'problem')} in {path}",
            argv=("validate", word),
            verdict="broken",
        )
        return
    for target in checklist.targets.values():
        yield Choice(
            does="rehearse" if target.rehearsal else "start",
            name=f"{name} on {target.id}",
            detail=checklist.title,
            argv=("run", word, "--target", target.id),
        )


def ago(seconds: float) -> str:
    """A time past in one short word: `now`, `12 min`, `3 h`, `5 d`."""
    for least, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= least:
            return f"{int(seconds // least)} {unit}"
    return "now"
