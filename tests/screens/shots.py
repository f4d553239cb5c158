"""What is pictured: a moment, a size, a terminal, and the keys that lead to the view.

The snapshots (`test_pictures.py`) and the pictures of the manual (`draw.py`) are made of these.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, Final
from unittest.mock import patch

from msgspec.structs import replace
from textual.pilot import Pilot

from golive_tui.checklist.model import Item, Rollback
from golive_tui.clock import real_now
from golive_tui.launch.commands import VerifyItems
from golive_tui.launch.events import (
    EngineResumed,
    EngineStarted,
    EvidenceFile,
    ItemPassed,
    RollbackChecked,
    RollbackEnded,
    RollbackRequested,
    StepEnded,
    StepPrompted,
    StepRequested,
    StepStarted,
)
from golive_tui.launch.rollback import steps
from golive_tui.launch.trigger_facts import TriggerBlind, TriggerHeld, TriggerTripped
from golive_tui.tui.desk import Bookmark
from golive_tui.tui.dialogs.approve import approve_dialog
from golive_tui.tui.dialogs.onward import rerun_dialog
from golive_tui.tui.dialogs.rollback import rollback_dialog
from golive_tui.tui.dialogs.verify import verify_items
from golive_tui.tui.frame.modes import item_detail, you_were_here
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.ground.terminal import Terminal
from tests.screens.people import ENGINE
from tests.screens.scene import Moment, scene
from tests.screens.story import find, t
from tests.support.waiting import wait_until_async
from tests.tui.checking import ANALYTICS, CORS, DNS, LIMITS, TLS, answered, asked, with_checks
from tests.tui.run.stepping import PLAN, begin, end, engine_of, happened
from tests.tui.stage import Staged, settle, terminal

LATER: Final = timedelta(days=1)

Prepare = Callable[[Staged], Awaitable[None]]


async def _nothing(app: Staged) -> None:
    """The keys are enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture."""

    name: str
    moment: Moment
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    look: Terminal = field(default_factory=terminal)
    prepare: Prepare = _nothing
    then: tuple[str, ...] = ()
    """Keys that are pressed on what was prepared."""

    def app(self) -> Staged:
        """The app, not running yet."""
        made = Staged(self.moment, self.look)
        made.title = "golive"
        return made

    async def pose(self, pilot: Pilot[Any]) -> None:
        """Bring the running app to what is pictured; nothing moves after that."""
        app = pilot.app
        assert isinstance(app, Staged)
        app.desk.heard_at = real_now() + LATER
        await settle(app, pilot)
        await pilot.press(*self.keys)
        await settle(app, pilot)
        await self.prepare(app)
        await wait_until_async(partial(_has_focus, app))
        await settle(app, pilot)
        app.desk.tick()  # what got the focus meanwhile looks like it
        await settle(app, pilot)
        await pilot.press(*self.then)
        await settle(app, pilot)


async def _item(app: Staged) -> None:
    assert app.desk.mirror is not None
    found = find(app.desk.mirror.checklist, "Vulnerability scans")
    app.open(item_detail(app.desk, found.id))


async def _step(app: Staged) -> None:
    assert app.desk.mirror is not None
    found = find(app.desk.mirror.checklist, "Load test production")
    app.open(item_detail(app.desk, found.id))


async def _running(app: Staged) -> None:
    engine = engine_of(app)
    begin(app, "deploy-production")
    engine.output["deploy-production-1"] = [
        "Deploying backend to production (railway)",
        "  image flowmind-backend@sha256:9f2c4ab1 built in 48 s",
        "  migration 0042_sessions: nothing to do",
        "  replica 1/2 healthy",
        "  waiting for replica 2/2 ...",
    ]
    app.desk.show("run", "deploy-production")


async def _adopted(app: Staged) -> None:
    """The engine was killed while a step ran; the next one is there since 8 seconds."""
    engine, step = engine_of(app), "deploy-production"
    attempt = f"{step}-1"
    argv = ("./deploy-scripts/deploy-backend.sh", "railway")
    asked = StepRequested(step=step, attempt=attempt, argv=argv, directory="/srv/flowmind",
                          target="production")  # fmt: skip
    happened(app, asked, ago=190)
    happened(app, StepStarted(step=step, attempt=attempt, pid=4711), by=ENGINE, ago=189)
    origin = EngineStarted(pid=5230, boot_id="6d1f", version="0.1.0")
    assert app.desk.mirror is not None
    died = app.desk.mirror.now - timedelta(seconds=31)
    for fact, ago in (
        (origin, 8),
        (EngineResumed(since=died, clean=False), 8),
        (StepStarted(step=step, attempt=attempt, pid=4711, adopted=True), 7),
        (RollbackChecked(steps=tuple(item.id for item in steps(app.desk.mirror.checklist))), 7),
    ):
        happened(app, fact, by=ENGINE, ago=ago, epoch=3)
    engine.output[attempt] = [
        "Deploying backend to production (railway)",
        "  image flowmind-backend@sha256:9f2c4ab1 built in 48 s",
        "  migration 0042_sessions: nothing to do",
        "  replica 1/2 healthy",
        "  replica 2/2 healthy",
        "  shifting traffic: 40 %",
    ]
    app.desk.show("run", step)


_PLAN: Final = {
    "argv": ["./deploy-scripts/deploy-backend.sh", "railway"],
    "confirm": "type-target",
    "status": "succeeded",
}


async def _attached(app: Staged) -> None:
    engine = engine_of(app)
    attempt = begin(app, "deploy-staging")
    engine.output[attempt] = [
        "Checking environment variables...",
        "No session found: railway login --browserless",
        "? Paste your Railway token: ",
    ]
    engine.echo = False
    happened(app, StepPrompted(step="deploy-staging", attempt=attempt, waiting=True,
                               line="? Paste your Railway token:"))  # fmt: skip
    app.desk.show("run", "deploy-staging")


async def _again(app: Staged) -> None:
    engine_of(app)
    app.desk.show("run", "deploy-production")
    item = find_step(app, "deploy-production")
    mirror = app.desk.mirror
    assert mirror is not None
    for step in ("deploy-production", "update-frontends-production"):
        end(app, begin(app, step), step)
        happened(app, ItemPassed(item=step))
    with patch("golive_tui.tui.dialogs.step.user_at_host", return_value="ana@jump1"):
        dialog = rerun_dialog(app.desk, item, {**PLAN, **_PLAN, "retries": 2})
    assert dialog is not None
    app.open(dialog)


async def _approve(app: Staged) -> None:
    item = replace(find_step(app, "deploy-production"), four_eyes=True)
    with patch("golive_tui.tui.dialogs.step.user_at_host", return_value="ana@jump1"):
        dialog = approve_dialog(app.desk, item, {**PLAN, **_PLAN, "four_eyes": True})
    assert dialog is not None
    app.open(dialog)


async def _files(app: Staged) -> None:
    engine = engine_of(app)
    step = "load-test-production"
    attempt = begin(app, step)
    engine.output[attempt] = ["{", ' "metrics": {', '  "http_req_duration": {"p(95)": 87.2},']
    left = (
        EvidenceFile(name="load-test-results.json", bytes=18_204, sha256="9f2c4ab1" * 8,
                     copy="evidence-1"),
        EvidenceFile(name="load-test.html", trouble="no such file or directory"),
    )  # fmt: skip
    happened(app, StepEnded(step=step, attempt=attempt, outcome="succeeded", exit_code=0,
                            seconds=1561.0, bytes=40_112, evidence=left))  # fmt: skip
    app.desk.show("run", step)


def find_step(app: Staged, step: str) -> Item:
    """The step's item."""
    assert app.desk.mirror is not None
    item = app.desk.mirror.checklist.item(step)
    assert item is not None
    return item


async def _roll_back(app: Staged) -> None:
    mirror = app.desk.mirror
    assert mirror is not None
    found = steps(mirror.checklist)
    plans = [
        {
            "argv": [word.replace("${api}", "https://api.flowmind.app") for word in item.step.run],
            "directory": "/srv/flowmind",
            "target": "production",
        }
        for item in found
        if item.step is not None
    ]
    with patch("golive_tui.tui.dialogs.rollback.user_at_host", return_value="ana@jump1"):
        dialog = rollback_dialog(app.desk, found, plans)
    assert dialog is not None
    app.open(dialog)


async def _verified(app: Staged) -> None:
    with_checks(app)
    answered(app, DNS, "pass")
    app.open(item_detail(app.desk, DNS))


async def _refuted(app: Staged) -> None:
    with_checks(app)
    answered(app, DNS, "fail")
    note = "the old zone answers until 14:00, the new one is right"
    against = "fail (assert.failed): answers contains '203.0.113.10': is ['198.51.100.7']"
    happened(app, ItemPassed(item=DNS, note=note, against=against))
    app.open(item_detail(app.desk, DNS))


async def _all(app: Staged) -> None:
    with_checks(app)
    dialog = verify_items(app.desk, VerifyItems(all=True), "everything")
    assert dialog is not None
    app.open(dialog)


async def _verifying(app: Staged) -> None:
    with_checks(app)
    asked(app, DNS, TLS, CORS, LIMITS, ANALYTICS)
    answered(app, DNS, "pass")
    answered(app, TLS, "inconclusive")
    answered(app, CORS, "fail")
    app.desk.show("dash", TLS)


async def _here(app: Staged) -> None:
    events = scene("interrupted").events
    seq = max(event.seq for event in events if event.at <= t(49))
    mark = Bookmark(seq=seq, at=t(49), view="timer", subject="hour-1-6/3")
    app.open(you_were_here(app.desk, mark))


async def _tripped(app: Staged) -> None:
    """A countdown runs, another trip is held, and one trigger is blind."""
    mirror = app.desk.mirror
    assert mirror is not None
    now = mirror.now
    way_back = Rollback(previous=find(mirror.checklist, "Run production tests").id)
    mirror.checklist = replace(mirror.checklist, rollback=way_back)
    happened(app, TriggerTripped(trigger="error-rate", action="countdown", value=0.071, n=30,
                                 coverage=1.0, observed=300.0,
                                 acts_at=now + timedelta(seconds=24)))  # fmt: skip
    happened(app, TriggerTripped(trigger="response-time", value=1.4, n=30, coverage=1.0,
                                 observed=120.0))  # fmt: skip
    happened(app, TriggerHeld(trigger="response-time", reason="the CDN is being warmed",
                              until=now + timedelta(seconds=552)))  # fmt: skip


async def _rolled_back(app: Staged) -> None:
    """The countdown has run out: what it started is over, and says what to press."""
    await _tripped(app)
    mirror = app.desk.mirror
    assert mirror is not None
    undo = tuple(item.id for item in steps(mirror.checklist))
    causes = ("error-rate", "response-time")
    reason = "tripped: error-rate, response-time"
    happened(app, RollbackRequested(reason=reason, steps=undo, triggers=causes))
    happened(app, RollbackEnded(outcome="rolled_back"))
    app.action_ask("triggers")
    await wait_until_async(lambda: Overlay.of(app.frame) is not None)


async def _blind(app: Staged) -> None:
    mirror = app.desk.mirror
    assert mirror is not None
    since = mirror.now - timedelta(seconds=130)
    happened(app, TriggerBlind(trigger="error-rate", since=since, why="0 looks, 20 needed"))


def _has_focus(app: Staged) -> bool:
    """Whether the box on top has the focus, if there is one: only then all looks as it does."""
    box = Overlay.of(app.frame)
    return box is None or (app.focused is not None and box in app.focused.ancestors_with_self)


async def _answers(app: Staged) -> None:
    await _tripped(app)
    app.action_ask("triggers")
    await wait_until_async(lambda: Overlay.of(app.frame) is not None)


SHOTS: Final = (
    Shot(name="dash-80x24", moment="live", size=(80, 24)),
    Shot(name="dash-120x35", moment="before-go-live", size=(120, 35)),
    Shot(name="dash-160x45", moment="live", size=(160, 45)),
    Shot(name="dash-200x55", moment="week", size=(200, 55)),
    Shot(name="dash-light", moment="live", size=(120, 35), look=terminal(theme="golive-light")),
    Shot(
        name="dash-ascii-mono",
        moment="live",
        size=(120, 35),
        look=terminal(ascii=True, theme="golive-mono", colour="none"),
    ),
    Shot(name="probes", moment="live", size=(160, 45), keys=("2",)),
    Shot(name="probe", moment="live", size=(160, 45), keys=("2", "enter")),
    Shot(name="timer", moment="live", size=(160, 45), keys=("3", "k")),
    Shot(name="round", moment="round-due", size=(120, 35), keys=("w",)),
    Shot(name="item", moment="live", size=(120, 35), prepare=_item),
    Shot(name="evidence", moment="before-go-live", size=(120, 40), prepare=_verified),
    Shot(name="refuted", moment="before-go-live", size=(120, 40), prepare=_refuted),
    Shot(name="verifying", moment="before-go-live", size=(120, 35), prepare=_verifying),
    Shot(name="verifying-80x24", moment="before-go-live", size=(80, 24), prepare=_verifying),
    Shot(name="run-80x24", moment="live", size=(80, 24), prepare=_running),
    Shot(
        name="attached-80x24",
        moment="before-go-live",
        size=(80, 24),
        then=("i",),
        prepare=_attached,
    ),
    Shot(name="attached", moment="before-go-live", size=(160, 45), then=("i",), prepare=_attached),
    Shot(name="again-80x24", moment="live", size=(80, 24), prepare=_again),
    Shot(name="approve-80x24", moment="live", size=(80, 24), prepare=_approve),
    Shot(name="files-80x24", moment="live", size=(80, 24), then=("e",), prepare=_files),
    Shot(name="rollback-80x24", moment="live", size=(80, 24), prepare=_roll_back),
    Shot(name="tripped-80x24", moment="live", size=(80, 24), prepare=_tripped),
    Shot(name="tripped-160x45", moment="live", size=(160, 45), prepare=_answers),
    Shot(name="triggers-80x24", moment="live", size=(80, 24), prepare=_answers),
    Shot(name="blind-160x45", moment="live", size=(160, 45), keys=("2",), prepare=_blind),
    Shot(name="you-were-here", moment="interrupted", size=(120, 40), prepare=_here),
)
"""The snapshots."""

MORE: Final = (
    Shot(name="rolled-back", moment="live", size=(120, 35), prepare=_rolled_back),
    Shot(name="step", moment="live", size=(120, 40), prepare=_step),
    Shot(name="run", moment="live", size=(160, 45), prepare=_running),
    Shot(name="adopted", moment="live", size=(120, 35), prepare=_adopted),
    Shot(name="rollback", moment="live", size=(120, 35), prepare=_roll_back),
    Shot(name="verify", moment="before-go-live", size=(120, 35), prepare=_all),
    Shot(name="signoff", moment="week", size=(120, 35), keys=("V",)),
    Shot(name="gate", moment="before-go-live", size=(120, 35), keys=("p",)),
    Shot(name="events", moment="live", size=(120, 35), keys=("5",)),
    Shot(name="who", moment="live", size=(120, 35), keys=("6",)),
    Shot(name="help", moment="live", size=(120, 35), keys=("question_mark",)),
)
"""Pictured for the manual alone."""
