"""Engine, client and holder are killed, alone and together, at each named point from a request to
its result: nothing acknowledged is lost, nothing runs twice, nothing is left behind."""

import os
import random
import signal
import stat
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from golive_tui.cli.verify import proof_of
from golive_tui.launch.fold import fold
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import look
from tests.engine.stepping import facts, runs, step_of
from tests.support.waiting import wait_until
from tests.whole import acts
from tests.whole.family import Nursery, history, is_holder, standing

SEARCHING = os.environ.get("GOLIVE_HYPOTHESIS") == "search"


def survive(nursery: Nursery, launch: LaunchDirectory, point: str, dies: frozenset[str]) -> None:
    """Stop at the point, kill those who die, let the others go on, and bring the launch to its
    end."""
    engine = nursery.ask("engine", launch, f"{point}:stop")
    client = nursery.ask("client", launch)
    family = nursery.family
    wait_until(
        lambda: [p for p in family() if standing(p) == "T"] or nursery.code(client) is not None
    )
    stopped = [pid for pid in family() if standing(pid) == "T"]
    assert stopped, "the point was not reached"
    doomed = {
        "engine": [engine],
        "client": [client],
        "holder": [pid for pid in family() if is_holder(pid)],
    }
    for name in dies:
        for pid in doomed[name]:
            os.kill(pid, signal.SIGKILL)
    pids = {"engine": engine, "client": client}
    dead = [pids[name] for name in pids if name in dies]
    wait_until(lambda: all(nursery.code(pid) is not None for pid in dead))
    if "engine" in dies:
        is_sound(launch)
    for pid in stopped:
        if standing(pid) == "T":
            os.kill(pid, signal.SIGCONT)
    bring_to_its_end(nursery, launch, engine, client)


def let_go(nursery: Nursery) -> bool:
    """The holder of another attempt has the same crash point from its engine: it goes on too."""
    for pid in nursery.family():
        if standing(pid) == "T":
            os.kill(pid, signal.SIGCONT)
    return False


def bring_to_its_end(nursery: Nursery, launch: LaunchDirectory, engine: int, client: int) -> None:
    """Start again who died, let the client do what is left, and end in order."""
    if nursery.code(engine) is not None:
        engine = nursery.ask("engine", launch)
    if nursery.code(client) not in (None, 0):
        client = nursery.ask("client", launch)
    wait_until(lambda: let_go(nursery) or nursery.code(client) is not None)
    assert nursery.code(client) == 0, (launch.path.parent / "client.out").read_text()
    os.kill(engine, signal.SIGTERM)
    wait_until(lambda: nursery.code(engine) is not None)
    assert nursery.code(engine) == 0
    wait_until(lambda: nursery.ask("ended") and not nursery.family())


def is_sound(launch: LaunchDirectory) -> None:
    """What was acknowledged is on disk, and state.toml and the journal tell the same."""
    state = look(launch, fold).state
    assert state == history(launch)
    noted = [remark.text for remark in state.item("look").remarks]
    told = acts.log_of(launch, "told")
    assert set(told) - {"deploy"} <= set(noted)
    assert "deploy" not in told or state.step("deploy").attempts
    assert all(n <= acts.log_of(launch, "asked").count(name) for name, n in Counter(noted).items())


def is_well(launch: LaunchDirectory) -> None:
    """The launch came to its end: everything was done, and nothing of it twice."""
    is_sound(launch)
    noted = [remark.text for remark in look(launch, fold).state.item("look").remarks]
    assert set(noted) == {*acts.BEFORE, *acts.AFTER}
    step = step_of(launch, "deploy")
    assert (step.status, runs(launch.path.parent.parent)) in [
        ("succeeded", 1),
        ("unknown", 1),
        ("unknown", 0),
    ]
    ended = [(fact["attempt"]) for fact in facts(launch, "step.ended")]
    assert len(ended) == len(set(ended))
    assert proof_of(launch).whole
    assert [path for path in launch.path.rglob("*") if stat.S_ISSOCK(path.lstat().st_mode)] == []


ENGINES = (
    "engine.taken:1", "engine.taken:4", "engine.folded:2", "engine.folded:5", "engine.published:4",
    "journal.before_append:2", "journal.after_write:5", "journal.after_fsync:5",
    "snapshot.after_write:1", "snapshot.after_fsync:2", "snapshot.after_rename:2",
    "samples.before_commit:1", "samples.after_commit:1",
    "step.requested:1", "step.spawned:1", "step.told:1", "step.ended:1",
    "holder.request.after_rename:1",
)  # fmt: skip
HOLDERS = (
    "holder.request_read:1", "holder.record_written:1", "holder.child_recorded:1",
    "holder.spawned:1", "holder.ended:1", "holder.result_temp:1", "holder.result_renamed:1",
)  # fmt: skip
ALL = ("engine", "client", "holder")
SUBSETS = [frozenset(each) for n in (1, 2, 3) for each in combinations(ALL, n)]
MATRIX = [
    (point, dies)
    for points, others in ((ENGINES, "holder"), (HOLDERS, ""))
    for point in points
    for dies in SUBSETS
    if others not in dies or point.startswith(("step.spawned", "step.told"))
]
CHOSEN = MATRIX if SEARCHING else random.Random(6).sample(MATRIX, 12)


@pytest.mark.parametrize(
    ("point", "dies"), CHOSEN, ids=[f"{point}-{'+'.join(sorted(d))}" for point, d in CHOSEN]
)
def test_whoever_dies_at_a_named_point_nothing_is_lost_or_done_twice(
    own_home: Path, nursery: Nursery, point: str, dies: frozenset[str]
) -> None:
    launch = acts.made(own_home / "one")
    survive(nursery, launch, point, dies)
    is_well(launch)
