"""Which command really runs: in a rehearsal the stand-in of the one that the checklist names.

No production command runs in a rehearsal, not even one that only looks: it may cost money, wake
somebody, or tell a figure of production that the rehearsal would take for its own.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import golive_tui
from golive_tui.errors import InputError
from golive_tui.probes.kind import Reach

STAND_IN: Final = "golive-rehearse"
"""The first word of a `rehearse` that golive's own stand-in plays. Another Python may come first in
PATH than the one in which golive is installed, so the word names no program: see `played`."""


def command_of(
    kind: str, argv: tuple[str, ...], rehearse: tuple[str, ...], reach: Reach
) -> tuple[str, ...]:
    """`argv`, or in a rehearsal what `rehearse` says; raises InputError where that says nothing."""
    if not reach.rehearsal:
        return argv
    if not rehearse:
        raise InputError(f"{kind}: has no `rehearse`: in a rehearsal it is not run")
    return played(rehearse[1:], reach.artifacts) if rehearse[0] == STAND_IN else rehearse


def played(words: Sequence[str], artifacts: str | None, *options: str) -> tuple[str, ...]:
    """The stand-in's command: our own Python, and the folder that it can run wherever it starts.

    What it leaves behind goes to the rehearsal's own place, where the next one finds it.
    """
    folder = Path(golive_tui.__file__).parent / "rehearsal" / "deploy"
    placed = ("--artifacts", artifacts) if artifacts else ()
    return (sys.executable, str(folder), *placed, *options, *words)
