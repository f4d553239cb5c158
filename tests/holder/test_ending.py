import errno
import signal
from collections.abc import Sequence

import pytest

from golive_tui.holder import ending as module
from golive_tui.holder.ending import PATIENCE, STEP, Ending
from golive_tui.holder.processes import Process, Seen


class World:
    """A tree that answers signals as told: `deaf` to SIGTERM, `foreign`, or `stuck`."""

    def __init__(self, **behaviour: str) -> None:
        self.behaviour = dict(behaviour)
        self.sent: list[tuple[str, int]] = []
        self.refusals = 0

    def members(self) -> Sequence[Seen]:
        return [
            Seen(process=Process(pid=n, start=n), parent=1, session=1, name=name, ended=False)
            for n, name in enumerate(self.behaviour, 2**22 + 1)
        ]

    def send(self, process: Process, number: int) -> int:
        name = next(each.name for each in self.members() if each.process == process)
        how = self.behaviour[name]
        self.sent.append((name, number))
        if how == "foreign":
            return errno.EPERM
        if number == signal.SIGKILL and how != "stuck":
            self.behaviour[name] = "gone"
        if number == signal.SIGTERM and how == "meek":
            self.behaviour[name] = "gone"
        return 0

    def bury(self) -> None:
        self.behaviour = {name: how for name, how in self.behaviour.items() if how != "gone"}

    def refused(self) -> None:
        self.refusals += 1

    def ending(self, monkeypatch: pytest.MonkeyPatch, grace: float) -> Ending:
        monkeypatch.setattr(module, "send", self.send)
        return Ending(self.members, now=100.0, grace=grace, on_refusal=self.refused)


def played(world: World, ending: Ending) -> float:
    """Let time pass until it is over; gives the time at which it was."""
    now = 100.0
    for _ in range(1000):
        if ending.over:
            return now
        now = max(now, ending.next_at)
        ending.tick(now)
        world.bury()
    pytest.fail("it goes round and never ends")


def test_who_obeys_is_asked_once_and_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(a="meek", b="meek")
    ending = world.ending(monkeypatch, 10)
    assert played(world, ending) == pytest.approx(100 + STEP)
    assert world.sent == [
        ("a", signal.SIGTERM),
        ("a", signal.SIGCONT),
        ("b", signal.SIGTERM),
        ("b", signal.SIGCONT),
    ]
    assert ending.survivors == ()


def test_who_does_not_is_killed_when_the_grace_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(a="deaf")
    ending = world.ending(monkeypatch, 1.05)
    assert played(world, ending) == pytest.approx(101.05 + STEP)
    assert [number for _, number in world.sent if number != signal.SIGCONT] == [
        signal.SIGTERM,
        signal.SIGKILL,
    ]


def test_who_comes_later_is_asked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(a="deaf")
    ending = world.ending(monkeypatch, 10)
    ending.tick(100.0)
    world.behaviour = {"b": "meek"}
    ending.tick(100.0 + STEP)
    assert ("b", signal.SIGTERM) not in world.sent  # the same process under another name: no
    world.behaviour = {"a": "deaf", "b": "meek"}
    ending.tick(100.0 + 2 * STEP)
    assert ("b", signal.SIGTERM) in world.sent


def test_survivors_are_named_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(sudo="foreign", disk="stuck")
    ending = world.ending(monkeypatch, 1)
    assert played(world, ending) == pytest.approx(101 + PATIENCE, abs=2 * STEP)
    assert [(each.command, each.why) for each in ending.survivors] == [
        ("[sudo]", "it runs as another user: we may send it no signal"),
        ("[disk]", "it outlived SIGKILL: it waits inside the kernel"),
    ]
    assert world.refusals == 1  # and the terminal was asked to interrupt it


def test_who_comes_at_the_very_end_is_killed_and_not_called_stubborn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World(disk="stuck")
    ending = world.ending(monkeypatch, 0)
    ending.tick(100.0)
    world.behaviour["new"] = "deaf"
    ending.tick(100.0 + PATIENCE)
    assert [each.why for each in ending.survivors] == [
        "it outlived SIGKILL: it waits inside the kernel",
        "it was started while the others were being ended",
    ]
    assert world.sent[-1] == ("new", signal.SIGKILL)


def test_a_second_wish_can_only_hasten(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(a="deaf")
    ending = world.ending(monkeypatch, 10)
    ending.tick(100.0)
    ending.hasten(100.0, 50)
    ending.hasten(100.0, 0)
    ending.tick(100.0)
    assert world.sent[-1] == ("a", signal.SIGKILL)


def test_nobody_to_end_is_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    ending = World().ending(monkeypatch, 10)
    ending.tick(99.0)
    assert not ending.over  # not before its time
    ending.tick(100.0)
    assert (ending.over, ending.survivors) == (True, ())
