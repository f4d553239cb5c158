"""Engine, client, its connection and holders are killed at random instants, alone and together,
while a client acts without rest, steps run and probes look: nothing acknowledged is lost, nothing
runs twice, nothing is left behind.

One launch carries 25 instants and about 38 kills, in 13 s; with `GOLIVE_HYPOTHESIS=search` there
are 12 such launches. Named points are in test_crash_matrix.py; the instants here are drawn by
dice with a fixed seed, from the start of an engine and from an act on.
"""

import os
import random
import signal
import sqlite3
import stat
from collections import Counter
from pathlib import Path

import pytest

from golive_tui.cli.verify import proof_of
from golive_tui.launch.fold import fold
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import look
from tests.engine.stepping import facts
from tests.support.waiting import dawdle_blocking, wait_until
from tests.whole import stream
from tests.whole.acts import log_of
from tests.whole.family import Nursery, history, is_holder

SEEDS = range(1, 13) if os.environ.get("GOLIVE_HYPOTHESIS") == "search" else (1,)
KILLS = 25
LATEST = 0.15
"""Seconds, at most, from what a life has reached to the kill."""

VICTIMS = (
    ("engine",), ("engine",), ("engine",), ("engine", "client"), ("engine", "holder"),
    ("client",), ("connection",), ("holder",), ("holder", "client"), ("engine", "connection"),
)  # fmt: skip


class Lives:
    """The engine and the client of one launch, started again whenever they have died."""

    def __init__(self, nursery: Nursery, launch: LaunchDirectory) -> None:
        self.nursery = nursery
        self.launch = launch
        self.killed: Counter[str] = Counter()
        self.pids = {what: nursery.ask(what, launch) for what in ("engine", "stream")}

    def revive(self) -> None:
        """Start who is dead; a client may also die of a cut that came before it was ready."""
        for what, pid in self.pids.items():
            if self.nursery.code(pid) is not None:
                self.pids[what] = self.nursery.ask(what, self.launch)

    def holders(self) -> list[int]:
        """The processes that hold an attempt."""
        return [pid for pid in self.nursery.family() if is_holder(pid)]

    def kill(self, victims: tuple[str, ...]) -> None:
        """Kill them, one right after the other, and wait for their end."""
        engine, client = self.pids["engine"], self.pids["stream"]
        pids = {"engine": [engine], "client": [client], "connection": [client]}
        for victim in victims:
            for pid in self.holders() if victim == "holder" else pids[victim]:
                self._end(pid, signal.SIGUSR1 if victim == "connection" else signal.SIGKILL)
                self.killed[victim] += 1
        dead = [pids[victim][0] for victim in victims if victim in ("engine", "client")]
        wait_until(lambda: all(self.nursery.code(pid) is not None for pid in dead))

    def _end(self, pid: int, number: signal.Signals) -> None:
        try:
            os.kill(pid, number)
        except ProcessLookupError:  # a holder that has come to its end by itself
            self.killed["too late"] += 1

    def leave(self) -> None:
        """Let the client end, then the engine; nobody is left."""
        (self.launch.path.parent.parent / "enough").touch()
        wait_until(lambda: self.nursery.code(self.pids["stream"]) is not None)
        assert self.nursery.code(self.pids["stream"]) == 0
        os.kill(self.pids["engine"], signal.SIGTERM)
        wait_until(lambda: self.nursery.ask("ended") and not self.nursery.family())
        assert self.nursery.code(self.pids["engine"]) == 0


def lived(lives: Lives, dice: random.Random, victims: tuple[str, ...]) -> None:
    """Let this life reach what the dice say, and then a random instant."""
    log = dice.choice(("told", "told", "runs", ""))
    before = len(log_of(lives.launch, log)) if log else 0

    def reached() -> object:
        lives.revive()
        if "holder" in victims:
            return lives.holders()
        return not log or len(log_of(lives.launch, log)) > before

    wait_until(reached)
    dawdle_blocking(dice.uniform(0, LATEST))


def is_sound(launch: LaunchDirectory) -> None:
    """What was acknowledged is in the journal once, state.toml says the same as the journal, and no
    command has run that was not asked for, or twice for one attempt."""
    assert look(launch, fold).state == history(launch)
    proof = proof_of(launch)
    assert proof.whole, proof
    lines = facts(launch, "")
    named = Counter(
        word
        for line in lines
        for key in ("text", "note", "reason")
        if (word := str(line.get(key, ""))).startswith("act-")
    )
    assert set(log_of(launch, "told")) <= set(named)
    assert set(named) <= set(log_of(launch, "asked"))
    assert set(named.values()) <= {1}
    ran = Counter(log_of(launch, "runs"))
    assert set(ran) <= {line["attempt"] for line in lines if line["kind"] == "step.requested"}
    assert set(ran.values()) <= {1}


def is_well(launch: LaunchDirectory) -> None:
    """It is sound; every attempt has one end, and has run if that says so; samples flowed."""
    is_sound(launch)
    state = look(launch, fold).state
    assert all(state.step(name).open is None for name in stream.STEPS)
    over = facts(launch, "step.ended")
    assert max(Counter(line["attempt"] for line in over).values()) == 1
    done = {line["attempt"] for line in over if line.get("exit_code") == 0}
    assert done
    assert done <= set(log_of(launch, "runs"))
    assert log_of(launch, "runs").count("once-1") == 1 or "once-1" not in done
    assert [path for path in launch.path.rglob("*") if stat.S_ISSOCK(path.lstat().st_mode)] == []
    with sqlite3.connect(launch.samples) as base:
        assert base.execute("pragma integrity_check").fetchone() == ("ok",)
        assert base.execute("select count(*) from samples").fetchone()[0] > 0
    base.close()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_dies_whenever_nothing_is_lost_or_done_twice(
    own_home: Path, nursery: Nursery, seed: int
) -> None:
    launch = stream.made(own_home / "one")
    dice = random.Random(seed)
    lives = Lives(nursery, launch)
    for _ in range(KILLS):
        victims = dice.choice(VICTIMS)
        lived(lives, dice, victims)
        lives.kill(victims)
        if "engine" in victims:
            is_sound(launch)
        lives.revive()
    lives.leave()
    is_well(launch)
    assert all(lives.killed[victim] for victim in ("engine", "client", "connection", "holder"))
