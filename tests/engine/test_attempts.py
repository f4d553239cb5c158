"""The watch over attempts where the world does not do what it should: what is told, and when."""

import asyncio
import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from golive_tui.checklist.model import Step
from golive_tui.engine import attempts as module
from golive_tui.engine import hearing, prompts
from golive_tui.engine.attempts import Attempts, Known
from golive_tui.engine.planner import Ready
from golive_tui.errors import InputError, Refused, StoreUnwritable
from golive_tui.holder import adopt
from golive_tui.holder.place import Place
from golive_tui.holder.record import record_of as real_record_of
from golive_tui.holder.request import Request, Secrets
from golive_tui.holder.start import prepare, start
from golive_tui.launch import events as e
from golive_tui.launch.fold import fold
from golive_tui.launch.state import EMPTY, LaunchState
from golive_tui.launch.steps import Plan
from golive_tui.secrets import Redactor
from golive_tui.store.directory import LaunchDirectory
from tests.engine.clocks import START
from tests.engine.living import ROOT, make_launch
from tests.engine.stepping import counted, runs, sh
from tests.support.lookups import Values
from tests.support.waiting import dawdle, wait_until, wait_until_async

ENGINE = e.By(user="engine", uid=0, host="h", how="engine")
FULL = StoreUnwritable("no space left on the disk")


@dataclass
class World:
    """Attempts with a journal that is a list."""

    launch: LaunchDirectory
    state: LaunchState = EMPTY
    told: list[e.Fact] = field(default_factory=list)
    unwritable: bool = False
    step: Step = field(default_factory=lambda: Step(run=("true",)))

    def __post_init__(self) -> None:
        known = Known(
            state=lambda: self.state,
            step=lambda _: self.step,
            redactor=lambda _: Redactor(("hunter2-hunter2",)),
            from_real=lambda seconds: datetime.fromtimestamp(seconds, UTC),
            lookup=Values,
        )
        self.attempts = Attempts(self.launch, known, version="test", tell=self.tell)

    def tell(self, facts: tuple[e.Fact, ...]) -> None:
        """Record them as the engine does, or hand them back."""
        self.told += facts
        if self.unwritable:
            self.attempts.recall(facts)
        else:
            self.record(*facts)

    def record(self, *facts: e.Fact) -> None:
        for fact in facts:
            event = e.Event(seq=self.state.seq + 1, at=START, epoch=1, by=ENGINE, fact=fact)
            self.state = fold(self.state, event)

    def request(self, argv: list[str], attempt: str = "deploy-1") -> None:
        """Record the intent, and keep what the holder will need."""
        plan = Plan(argv=tuple(argv), directory="/", target="production")
        fact = e.StepRequested(
            step="deploy", attempt=attempt, argv=plan.argv, directory="/", target="production"
        )
        self.attempts.keep(attempt, Ready(plan=plan, argv=plan.argv), Step(run=plan.argv))
        self.record(fact)

    @property
    def status(self) -> str:
        return self.state.step("deploy").attempts[-1].status

    def kinds(self) -> list[str]:
        return [fact.kind for fact in self.told]

    @contextmanager
    def watching(self) -> Iterator[None]:
        """The watch at work, without the pauses."""
        task = asyncio.create_task(self.attempts.watch())
        yield
        task.cancel()


@pytest.fixture
def world(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(module, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(module, "TELL_AGAIN", 0.01)
    return World(make_launch(own_home))


def failing(monkeypatch: pytest.MonkeyPatch, where: object, name: str, *errors: Exception) -> None:
    """Let a function raise these, one a call, before it does what it does."""
    real, waiting = getattr(where, name), list(errors)

    def call(*given: object, **named: object) -> object:
        if waiting:
            raise waiting.pop(0)
        return real(*given, **named)

    monkeypatch.setattr(where, name, call)


async def test_a_holder_is_kept_ready_for_a_while_after_each_look(world: World) -> None:
    attempts, loop = world.attempts, asyncio.get_running_loop()
    begin = loop.time()
    attempts.foresee()
    first = attempts._parting
    assert first is not None
    assert begin + module.SPARE_KEPT <= first.when() <= loop.time() + module.SPARE_KEPT
    await wait_until_async(lambda: attempts._spare._waiting is not None)
    attempts.foresee()
    assert first.cancelled()
    assert attempts._parting is not None
    assert not attempts._parting.cancelled()
    await attempts.close()
    assert attempts._parting.cancelled()


async def test_a_holder_that_nobody_wants_any_more_ends(
    world: World,
) -> None:
    attempts = world.attempts
    attempts.foresee()
    await wait_until_async(lambda: attempts._spare._waiting is not None and not attempts._tasks)
    waiting = attempts._spare._waiting
    assert waiting is not None
    attempts._part()
    await wait_until_async(lambda: waiting.returncode == 0)
    assert attempts._spare._waiting is None


async def test_what_cannot_be_started_is_told_so_without_its_secrets(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, module, "start", InputError("no `hunter2-hunter2`"))
    world.request(["true"])
    world.attempts.spawn("deploy", "deploy-1")
    await wait_until_async(lambda: world.told)
    assert world.told == [
        e.StepEnded(step="deploy", attempt="deploy-1", outcome="not_started", detail="no `***`")
    ]


async def test_a_start_that_could_not_be_written_down_is_settled_when_it_can_be(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, module, "start", FULL)
    failing(monkeypatch, adopt, "seal", FULL)
    world.request(["true"])
    world.attempts.folder("deploy-1").mkdir()
    with world.watching():
        world.attempts.spawn("deploy", "deploy-1")
        await wait_until_async(lambda: world.told)
    assert world.told == [
        e.StepEnded(step="deploy", attempt="deploy-1", outcome="not_started", detail=FULL.message)
    ]
    assert world.status == "ready"


async def test_an_attempt_of_which_nothing_can_be_said_yet_is_looked_at_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, adopt, "seal", FULL, FULL)
    world.request(["true"])
    world.attempts.folder("deploy-1").mkdir()
    with world.watching():
        world.attempts.reconcile(world.state)
        await wait_until_async(lambda: world.told)
    assert world.kinds() == ["step.ended"]
    assert world.status == "ready"


@pytest.mark.parametrize("adopted", [False, True])
async def test_a_command_at_which_a_look_fails_is_watched_and_looked_at_again(
    world: World, monkeypatch: pytest.MonkeyPatch, adopted: bool
) -> None:
    world.request(sh("read x"))
    world.attempts.spawn("deploy", "deploy-1")
    await wait_until_async(lambda: world.status == "running")
    attempts = world.attempts
    if adopted:
        await attempts.close()
        world.__post_init__()
        attempts = world.attempts
    looks = [OSError(errno.EMFILE, "Too many open files") for _ in range(3)]

    def record_of(place: Place) -> object:
        if looks:
            raise looks.pop()
        return real_record_of(place)

    monkeypatch.setattr(adopt, "record_of", record_of)
    if adopted:
        attempts.reconcile(world.state)
    with world.watching():
        await wait_until_async(lambda: not looks)
        attempts.cancel("deploy-1", "ann")
        await wait_until_async(lambda: world.status != "running")
    assert world.status == "cancelled"
    assert "step.lost" not in world.kinds()


async def test_what_this_engine_starts_itself_is_not_taken_for_left_behind(world: World) -> None:
    """A rollback that goes on asks for its next step before the watch looks round."""
    world.request(["true"])
    world.attempts.spawn("deploy", "deploy-1")
    world.attempts.reconcile(world.state)
    with world.watching():
        await wait_until_async(lambda: world.status != "requested")
        await wait_until_async(lambda: world.status != "running")
    assert world.status == "succeeded"
    assert world.kinds() == ["step.started", "step.ended"]


async def test_a_start_and_an_end_that_could_not_be_recorded_are_told_again(
    world: World,
) -> None:
    world.unwritable = True
    world.request(sh("read x"))
    with world.watching():
        world.attempts.spawn("deploy", "deploy-1")
        await wait_until_async(lambda: world.kinds().count("step.started") > 2)
        assert world.status == "requested"
        world.unwritable = False
        await wait_until_async(lambda: world.status == "running")
        world.unwritable = True
        world.attempts.type_in("deploy-1", "\n", lambda _: None)
        await wait_until_async(lambda: world.kinds().count("step.ended") > 2)
        assert world.status == "running"
        world.unwritable = False
        await wait_until_async(lambda: world.status == "succeeded")
        told = len(world.told)
        world.attempts.recall(world.told)
        await dawdle(0.1)
    assert len(world.told) == told


async def test_a_start_that_was_not_recorded_is_not_told_after_the_end(world: World) -> None:
    world.unwritable = True
    world.request(sh("read x"))
    with world.watching():
        world.attempts.spawn("deploy", "deploy-1")
        await wait_until_async(lambda: world.kinds() == ["step.started"])
        world.unwritable = False
        world.attempts.type_in("deploy-1", "\n", lambda _: None)
        await wait_until_async(lambda: world.status == "succeeded")
        await dawdle(0.1)
    assert world.kinds().count("step.ended") == 1


async def test_a_cancel_that_its_holder_did_not_take_is_passed_on_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf = Refused("its holder does not answer")
    failing(monkeypatch, hearing, "ask", deaf, deaf)
    world.request(sh("read x"))
    with world.watching():
        world.attempts.spawn("deploy", "deploy-1")
        await wait_until_async(lambda: world.kinds() == ["step.started"])
        world.attempts.cancel("deploy-1", "ana")
        await wait_until_async(lambda: world.status == "cancelled")
    assert world.kinds() == ["step.started", "step.ended"]


async def test_a_cancel_of_what_has_ended_is_nothing(world: World) -> None:
    world.request(["true"])
    world.attempts.spawn("deploy", "deploy-1")
    place = Place(world.attempts.folder("deploy-1"))
    await wait_until_async(place.result.exists)
    world.attempts.cancel("deploy-1", "ana")
    await world.attempts.close()
    with world.watching():
        await wait_until_async(lambda: world.status == "succeeded")


async def test_an_answer_that_the_terminal_shows_is_read_in_the_transcript(world: World) -> None:
    world.request(sh("read -r name; echo got $name"))
    with world.watching():
        world.attempts.spawn("deploy", "deploy-1")
        await wait_until_async(lambda: world.status == "running")
        world.attempts.type_in("deploy-1", "production\n", lambda _: None)
        await wait_until_async(lambda: world.status == "succeeded")
    transcript = Place(world.attempts.folder("deploy-1")).transcript
    assert transcript.read_bytes() == b"production\ngot production\n"


async def test_what_does_not_run_takes_no_typing(world: World) -> None:
    said: list[Refused | None] = []
    world.attempts.type_in("deploy-9", "x", said.append)
    await world.attempts.close()
    assert str(said[0]) == "it is not running"


async def test_an_intent_that_was_not_journaled_is_forgotten(world: World) -> None:
    world.request(["true"])
    world.attempts.forget("deploy-1")
    world.attempts.forget("deploy-1")
    assert not list(world.launch.steps.iterdir())


async def test_a_command_that_runs_is_not_waited_for_at_the_end(world: World) -> None:
    world.request(sh("read x"))
    world.attempts.spawn("deploy", "deploy-1")
    await world.attempts.close()
    assert world.kinds() == ["step.started"]
    wait_until(lambda: isinstance(adopt.look(world.attempts.folder("deploy-1")), adopt.Running))


def come_late(folder: Path) -> subprocess.CompletedProcess[bytes]:
    """A holder that was on its way."""
    return subprocess.run(
        [sys.executable, "-m", "golive_tui.holder", str(folder)],
        input=Secrets().encode(),
        env={**os.environ, "PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT))},
        capture_output=True,
        check=False,
    )


async def test_a_holder_that_comes_after_its_attempt_was_given_up_runs_nothing(
    world: World, own_home: Path
) -> None:
    """An engine sent for it and was killed; the next one was quicker than the holder."""
    world.request(counted(own_home))
    request = Request(attempt="deploy-1", argv=tuple(counted(own_home)), cwd="/", env={})
    folder = world.attempts.folder("deploy-1")
    prepare(folder, request)
    world.attempts.reconcile(world.state)
    await wait_until_async(lambda: world.told)
    assert world.status == "ready"
    with pytest.raises(Refused, match="started or closed before"):
        start(folder, request, Secrets())
    late = come_late(folder)
    assert late.returncode == 1
    assert b"started or closed before" in late.stderr
    assert runs(own_home) == 0


async def test_a_question_is_told_once_and_its_answer_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prompts, "QUIET", 0.1)
    world.step = Step(run=("sh",), interactive=True)
    world.request(["sh", "-c", "printf 'name? '; read name; echo hello $name; exec sleep 60"])
    world.attempts.spawn("deploy", "deploy-1")
    with world.watching():
        await wait_until_async(lambda: "step.prompted" in world.kinds())
        attempt = world.state.step("deploy").attempts[-1]
        assert attempt.prompt.strip() == "name?"
        world.attempts.type_in("deploy-1", "ana\n", lambda _: None)
        await wait_until_async(lambda: world.kinds().count("step.prompted") == 2)
        assert world.state.step("deploy").attempts[-1].waiting_since is None
        world.attempts.cancel("deploy-1", "ana")
        await wait_until_async(lambda: world.status == "cancelled")


async def test_the_files_that_a_step_left_are_in_its_end(world: World, own_home: Path) -> None:
    world.step = Step(run=("sh",), evidence=(str(own_home / "load.json"),))
    world.request(["sh", "-c", f"echo '{{}}' > {own_home}/load.json"])
    world.attempts.spawn("deploy", "deploy-1")
    with world.watching():
        await wait_until_async(lambda: world.status == "succeeded")
    (left,) = world.state.step("deploy").attempts[-1].evidence
    assert (left.bytes, left.copy, left.trouble) == (3, "evidence-1", "")
