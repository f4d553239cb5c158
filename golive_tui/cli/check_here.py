"""Checks run in this process, without a launch: those of a checklist's items, or a single one."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from golive_tui import clock
from golive_tui.checklist.model import Check, Checklist, Item
from golive_tui.cli.check_outcome import Outcome, titled
from golive_tui.errors import InputError, Refused
from golive_tui.launch import verify
from golive_tui.launch.commands import VerifyItems
from golive_tui.launch.state import EMPTY
from golive_tui.text import clean

if TYPE_CHECKING:
    from golive_tui.checklist.template import Lookup

AT_ONCE: Final = 8
"""Checks under way at the same time, as in an engine."""

Told = Callable[[Outcome], None]


def chosen(checklist: Checklist, command: VerifyItems) -> list[Item]:
    """The items that the command means, as before going live; raises NotFound and InputError."""
    try:
        asked = verify.request(checklist, EMPTY, command)
    except Refused as error:
        raise InputError(error.message, hint=error.hint) from error
    items = [checklist.item(each.item) for each in asked]
    return [item for item in items if item is not None]


def check_target(checklist: Checklist, target: str, file: str) -> None:
    """Raise InputError for a rehearsal: what it looks at lives only as long as its engine."""
    values: Mapping[str, str] = checklist.targets[target].values
    if any("${stand_in:" in text for text in values.values()):
        raise InputError(
            f"{clean(target)} of {clean(file)} looks at a stand-in, which only a rehearsal brings",
            hint="begin one (golive demo --detach), then: golive check --all --launch DIR",
        )


def run_items(
    checklist: Checklist, target: str, items: Sequence[Item], *, armed: bool, told: Told
) -> list[Outcome]:
    """The outcomes in the order of the items; `told` gets each as soon as it is known."""
    from golive_tui.engine.surroundings import Surroundings

    here = Path.cwd()
    lookup = Surroundings(checklist, target, directory=here)
    around = _Around(lookup, str(here), armed, checklist.targets[target].rehearsal)
    return asyncio.run(_all(checklist, items, around, told))


def run_single(check: Check, *, armed: bool) -> Outcome:
    """A check that stands in no checklist; `${env:...}` and `${file:...}` are filled in."""
    from golive_tui.engine.surroundings import Surroundings

    nothing = Checklist(title="", targets={}, probes={}, objectives={}, triggers={}, stages=())
    here = Path.cwd()
    lookup = Surroundings(nothing, "", directory=here)
    item = Item(id=check.kind, title=check.kind, checks=(check,))
    around = _Around(lookup, str(here), armed)
    (outcome,) = asyncio.run(_all(nothing, [item], around, lambda _: None))
    return outcome


@dataclass(frozen=True, slots=True)
class _Around:
    """What every check here has round it."""

    lookup: "Lookup"
    directory: str
    armed: bool
    rehearsal: bool = False


async def _all(
    checklist: Checklist, items: Sequence[Item], around: _Around, told: Told
) -> list[Outcome]:
    from golive_tui.probes.checking import run_check

    gate = asyncio.Semaphore(AT_ONCE)

    async def one(item: Item) -> Outcome:
        found = []
        for check in item.checks:
            async with gate:
                looked = await run_check(
                    check,
                    around.lookup,
                    around.directory,
                    at=clock.real_now(),
                    armed=around.armed,
                    rehearsal=around.rehearsal,
                )
                found.append(looked)
        title, path = titled(checklist, item.id)
        outcome = Outcome(id=item.id, title=title, path=path, found=tuple(found))
        told(outcome)
        return outcome

    return list(await asyncio.gather(*(one(item) for item in items)))
