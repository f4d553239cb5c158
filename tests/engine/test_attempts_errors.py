"""Errors of our own round an attempt: they are logged, and the attempt comes to its end."""

import logging
from pathlib import Path

import pytest

from golive_tui.checklist.model import Step
from golive_tui.engine import attempts as module
from golive_tui.engine.endings import Teller
from golive_tui.holder.start import start
from golive_tui.launch import events as e
from tests.engine.living import make_launch
from tests.engine.stepping import counted, runs, sh
from tests.engine.test_attempts import World, failing
from tests.support.waiting import wait_until_async

OURS = ZeroDivisionError("ours: hunter2-hunter2")


@pytest.fixture
def world(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(module, "LOOK_EVERY", 0.01)
    return World(make_launch(own_home))


async def test_an_attempt_whose_start_fails_for_an_error_of_ours_is_closed(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing(monkeypatch, module, "start", OURS)
    world.request(["true"])
    world.attempts.folder("deploy-1").mkdir()
    with caplog.at_level(logging.ERROR), world.watching():
        world.attempts.spawn("deploy", "deploy-1")
        await wait_until_async(lambda: world.told)
    (end,) = world.told
    assert isinstance(end, e.StepEnded)
    assert end.outcome == "not_started"
    assert end.detail.startswith("golive failed while it started it (ZeroDivisionError")
    assert world.status == "ready"
    assert "spawn=deploy-1" in caplog.text


async def test_what_was_started_before_an_error_of_ours_is_watched(
    world: World, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    def fail_afterwards(*given: object) -> None:
        start(*given)  # type: ignore[arg-type]
        raise OURS

    monkeypatch.setattr(module, "start", fail_afterwards)
    world.request(counted(own_home))
    with world.watching():
        world.attempts.spawn("deploy", "deploy-1")
        await wait_until_async(lambda: world.status == "succeeded")
    assert world.kinds() == ["step.started", "step.ended"]
    assert runs(own_home) == 1


@pytest.mark.parametrize(("code", "outcome"), [(7, "succeeded"), (3, "failed")])
async def test_an_end_is_told_without_what_an_error_of_ours_kept_back(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    code: int,
    outcome: str,
) -> None:
    failing(monkeypatch, Teller, "facts", OURS)
    world.step = Step(run=("sh",), success_exit_codes=(0, 7), outputs=("IMAGE",))
    world.request(sh(f"echo up; read x; exit {code}"))
    with caplog.at_level(logging.ERROR), world.watching():
        world.attempts.spawn("deploy", "deploy-1")
        await wait_until_async(lambda: world.status == "running")
        world.attempts.type_in("deploy-1", "go\n", lambda refusal: None)
        await wait_until_async(lambda: len(world.told) == 2)
    end = world.told[1]
    assert isinstance(end, e.StepEnded)
    assert (end.outcome, end.exit_code, end.outputs, end.evidence) == (outcome, code, {}, ())
    assert "its outputs and evidence are lacking: golive failed" in end.detail
    assert "hunter2" not in end.detail
    assert "end=deploy-1" in caplog.text
