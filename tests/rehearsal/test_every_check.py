"""Every check of flowmind.toml: well it passes, broken it fails for the right reason, mended it
passes again. One stand-in, and what `golive-rehearse` leaves, stand for the customer's system."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from golive_tui.checklist.model import Checklist, Item
from golive_tui.checklist_files import find, load
from golive_tui.clock import real_now
from golive_tui.engine.surroundings import Surroundings
from golive_tui.launch.check_facts import Found
from golive_tui.probes.all_kinds import specs
from golive_tui.probes.checking import run_check
from golive_tui.rehearsal.deploy.acts import Scene
from golive_tui.rehearsal.deploy.place import SECRET, TOLD, Place
from golive_tui.rehearsal.deploy.reports import written
from tests.rehearsal.faults import FAULTS, Fault
from tests.rehearsal.stand_in.process import Running, running

CHECKLIST, _ = load(find("flowmind"), specs())
CHECKED = {item.id: item for _, _, item in CHECKLIST.leaves() if item.checks}
AT_ONCE = 8


@dataclass
class Day:
    """The rehearsed system."""

    stand_in: Running
    place: Place
    checklist: Checklist

    def be(self, fault: Fault | None) -> None:
        """Break it so, or mend it."""
        self.ordered({"reset": True})
        if fault is not None and fault.order:
            self.ordered({"set": dict(fault.order)})
        told = fault.told if fault is not None else ""
        self.place.leave(TOLD, told)
        for name, text in written(_scene(told)).items():
            self.place.leave(name, text)

    def ordered(self, order: object) -> None:
        assert self.stand_in.order(order) == {"ok": True}

    async def verified(self, items: Sequence[Item]) -> dict[str, list[Found]]:
        gate = asyncio.Semaphore(AT_ONCE)
        found: dict[str, list[Found]] = {}

        async def one(item: Item) -> None:
            found[item.id] = [await self._look(item, number, gate) for number in _numbers(item)]

        await asyncio.gather(*(one(item) for item in items))
        return found

    async def _look(self, item: Item, number: int, gate: asyncio.Semaphore) -> Found:
        folder = str(self.place.folder)
        values = {**self.stand_in.values, "artifacts": folder}
        around = Surroundings(
            self.checklist, "rehearsal", directory=self.place.folder, stand_in=values
        )
        async with gate:
            return await run_check(
                item.checks[number], around, folder, at=real_now(), armed=True, rehearsal=True
            )


def _numbers(item: Item) -> range:
    return range(len(item.checks))


def _scene(told: str) -> Scene:
    at = real_now().isoformat(timespec="seconds")
    return Scene(where="", told=frozenset(told.split()), at=at)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    place = Place(tmp_path_factory.mktemp("artifacts"))
    with running("--seed", "1") as stand_in:
        yield Day(stand_in, place, CHECKLIST)


def test_every_item_that_a_machine_verifies_has_its_fault() -> None:
    assert set(FAULTS) == set(CHECKED)


async def test_a_system_that_is_well_passes_every_check_with_facts_to_read(day: Day) -> None:
    day.be(None)
    found = await day.verified(list(CHECKED.values()))
    for item, looks in found.items():
        for each in looks:
            assert each.verdict == "pass", f"{item}: {each.kind}: {each.reason}: {each.detail}"
            assert each.facts, item
            assert each.asked, item
    secret = (day.place.folder / SECRET).read_text().strip()
    assert len(secret) >= 32
    assert secret not in repr(found)


@pytest.mark.parametrize("item", FAULTS)
async def test_what_is_broken_fails_for_the_right_reason(item: str, day: Day) -> None:
    fault = FAULTS[item]
    day.be(fault)
    looks = (await day.verified([CHECKED[item]]))[item]
    bad = [each for each in looks if each.verdict != "pass"]
    assert bad, "it is broken, and every check passes"
    assert (bad[0].verdict, bad[0].reason) == ("fail", fault.reason), bad[0].detail
    assert fault.words in bad[0].detail


async def test_what_is_mended_passes_again(day: Day) -> None:
    day.be(None)
    found = await day.verified(list(CHECKED.values()))
    wrong = {
        item: [each.detail for each in looks if each.verdict != "pass"]
        for item, looks in found.items()
    }
    assert {item: details for item, details in wrong.items() if details} == {}
