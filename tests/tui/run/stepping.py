"""The stage with steps: an engine that plans and has output, and facts that come in."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from golive_tui.checklist.model import Gate, Item, Step
from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.events import By, Event, Fact, StepEnded, StepRequested, StepStarted
from golive_tui.wire.messages import ReadOutput, Request, ShowStep
from tests.screens.scene import Answers
from tests.tui.stage import Staged

LEE = By(user="lee", uid=1002, host="jump1", how="peer")
STAGING, PRODUCTION = "deploy-staging", "deploy-production"
PLAN: Mapping[str, Any] = {
    "step": STAGING,
    "confirm": "enter",
    "timeout": 900.0,
    "rerun": "ask",
    "status": "ready",
    "refusal": "",
    "argv": ["./deploy.sh", "two words"],
    "shell": False,
    "directory": "/srv/flowmind",
    "env": {"NODE_ENV": "production"},
    "target": "production",
    "rehearsed": False,
}


class Engine(Answers):
    """Answers what is asked of steps too."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(answers.shown)
        self.plan: dict[str, Any] = dict(PLAN)
        self.output: dict[str, list[str]] = {}
        self.echo: bool | None = None
        self.deaf = 0

    @property
    def acts(self) -> list[Request]:
        """What was asked beside questions."""
        return [each for each in self.asked if not each.DO.startswith(("step.show", "step.output"))]

    async def ask(self, request: Request) -> Mapping[str, Any]:
        """Offsets are line numbers times ten."""
        answer = await super().ask(request)
        if isinstance(request, ShowStep):
            return {"ok": True, "plan": {**self.plan, "step": request.step}}
        if isinstance(request, ReadOutput):
            lines = self.output.get(request.attempt, [])
            stop = (request.offset or 0) // 10 if request.back else len(lines)
            start = 0 if request.back or request.offset is None else request.offset // 10
            start = max(start, stop - 20)
            found = [[index * 10, lines[index], False] for index in range(start, stop)]
            size = len(lines) * 10
            deaf = {"deaf": self.deaf} if self.deaf else {}
            return {"ok": True, "lines": found, "next_offset": stop * 10, "size": size,
                    "skipped": 0, "echo": self.echo, **deaf}  # fmt: skip
        return answer


def engine_of(app: Staged) -> Engine:
    """An engine that knows steps stands behind the link from now on."""
    engine = Engine(app.answers)
    app.desk.link = engine
    return engine


def happened(app: Staged, fact: Fact, *, by: By = LEE, ago: float = 0.0, epoch: int = 1) -> None:
    """An event comes from the engine, of so many seconds ago."""
    mirror = app.desk.mirror
    assert mirror is not None
    at = mirror.now - timedelta(seconds=ago)
    event = Event(seq=mirror.state.seq + 1, at=at, epoch=epoch, by=by, fact=fact)
    app.link_worker.hear({"event": event_to_plain(event)})


def begin(app: Staged, step: str = STAGING, number: int = 1) -> str:
    """An attempt runs; its id."""
    attempt = f"{step}-{number}"
    happened(app, StepRequested(step=step, attempt=attempt, argv=("./deploy.sh",),
                                directory="/srv/flowmind", target="production"))  # fmt: skip
    happened(app, StepStarted(step=step, attempt=attempt, pid=4711))
    return attempt


def end(app: Staged, attempt: str, step: str = STAGING, code: int = 0) -> None:
    """It ends."""
    outcome: Any = "failed" if code else "succeeded"
    happened(app, StepEnded(step=step, attempt=attempt, outcome=outcome, exit_code=code,
                            seconds=12.0))  # fmt: skip


def item_of(app: Staged, step: str = STAGING) -> Item:
    """The step's item."""
    assert app.desk.mirror is not None
    item = app.desk.mirror.checklist.item(step)
    assert item is not None
    return item


def with_step(app: Staged, **changes: Any) -> Item:
    """Its item with another step; for a dialog only, the checklist stays."""
    item = item_of(app)
    assert isinstance(item.step, Step)
    return replace(item, step=replace(item.step, **changes))


def with_gates(app: Staged, *gates: Gate) -> None:
    """The checklist has these gates and no others."""
    mirror = app.desk.mirror
    assert mirror is not None
    mirror.checklist = replace(mirror.checklist, gates=gates)
