"""A launch of steps, gates and a rollback, in which every fact has its consequences."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from golive_tui.checklist import model as m
from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import steps
from golive_tui.launch.moves import ItemAct, item_after
from tests.launch.world import ANA, ENGINE, Rehearsed, after
from tests.launch.world import checklist as small

_ACTS: dict[type[e.Fact], ItemAct] = {
    e.ItemStarted: "start",
    e.ItemPassed: "pass",
    e.ItemFailed: "fail",
    e.ItemReopened: "reopen",
}

BUILD = m.Item(
    id="build", title="Build", step=m.Step(run=("make",), outputs=("IMAGE",), rerun="safe")
)
DEPLOY = m.Item(
    id="deploy", title="Deploy", step=m.Step(run=("./deploy.sh",), verify=("./is-there",))
)
MIGRATE = m.Item(id="migrate", title="Migrate", step=m.Step(run=("./migrate",), rerun="never"))
LOOK = m.Item(id="look", title="Look at it")
STOP = m.Item(id="stop", title="Stop it", step=m.Step(run=("./stop",), rerun="safe"))
BACK = m.Item(id="back", title="Go back", step=m.Step(run=("./back",)))


def checklist(
    *, works: Sequence[m.Item] = (BUILD, DEPLOY, MIGRATE), gates: Sequence[m.Gate] = ()
) -> m.Checklist:
    """A question, steps, a word after going live, and a rollback of two steps and a question."""

    def stage(name: str, *items: m.Item, before: bool = False, undo: bool = False) -> m.Stage:
        section = m.Section(id=f"{name}-1", title=name, items=items)
        return m.Stage(
            id=name, title=name, sections=(section,), before_go_live=before, rollback=undo
        )

    return replace(
        small(),
        stages=(
            stage("before", LOOK, before=True),
            stage("work", *works),
            stage("after", m.Item(id="calm", title="It is calm")),
            stage("undo", STOP, m.Item(id="told", title="All were told"), BACK, undo=True),
        ),
        gates=tuple(gates),
    )


def plan(command: str = "./it", *, rehearsed: bool = False) -> steps.Plan:
    """Any command, ready to run."""
    return steps.Plan(
        argv=(command,), directory="/srv/small", target="rehearsal", rehearsed=rehearsed
    )


class Stepped(Rehearsed):
    """As `Rehearsed`, and every fact is followed by its consequences, which must be legal moves."""

    def record(self, facts: Sequence[e.Fact], now: datetime, by: e.By = ENGINE) -> list[e.Event]:
        made: list[e.Event] = []
        waiting = deque(facts)
        while waiting:
            fact = waiting.popleft()
            made += super().record([fact], now, by)
            following = steps.consequences(self.state, fact, now)
            self._are_legal(following)
            waiting.extendleft(reversed(following))
        return made

    def _are_legal(self, facts: Sequence[e.Fact]) -> None:
        status: dict[str, e.ItemStatus] = {}
        for fact in facts:
            act = _ACTS.get(type(fact))
            if act is not None and isinstance(
                fact, e.ItemStarted | e.ItemPassed | e.ItemFailed | e.ItemReopened
            ):
                now = status.get(fact.item, self.status(fact.item))
                became = item_after(now, act)
                assert became is not None, f"{act} of what is {now}"
                status[fact.item] = became

    def ask(
        self,
        step: str,
        seconds: float,
        *,
        again: bool = False,
        typed: str = "",
        purpose: steps.Purpose = "run",
    ) -> str:
        """Ask for a step as the lead does; the attempt's id."""
        if purpose == "run":
            wanted = c.RunStep(step=step, again=again, typed=typed)
            steps.check_run(self.plan, self.state, wanted, after(seconds))
        fact = steps.requested(self.state, step, plan(), purpose=purpose)
        self.record([fact], after(seconds), ANA)
        return fact.attempt

    def started(self, step: str, attempt: str, seconds: float, *, adopted: bool = False) -> None:
        """Its command runs."""
        fact = e.StepStarted(step=step, attempt=attempt, pid=7, adopted=adopted)
        self.record([fact], after(seconds))

    def ended(
        self, step: str, attempt: str, seconds: float, outcome: e.StepOutcome = "succeeded"
    ) -> list[e.Event]:
        """Its command has ended; the events of that."""
        code = {"succeeded": 0, "failed": 3}.get(outcome)
        fact = e.StepEnded(
            step=step,
            attempt=attempt,
            outcome=outcome,
            exit_code=code,
            seconds=2.0,
            sha256="ab" * 32,
        )
        return self.record([fact], after(seconds))

    def ran(
        self,
        step: str,
        seconds: float,
        outcome: e.StepOutcome = "succeeded",
        *,
        again: bool = False,
    ) -> str:
        """From the request to the end; the attempt's id."""
        attempt = self.ask(step, seconds, again=again)
        self.started(step, attempt, seconds + 1)
        self.ended(step, attempt, seconds + 2, outcome)
        return attempt

    def lost(self, step: str, seconds: float, *, again: bool = False) -> str:
        """An attempt that nobody can tell of."""
        attempt = self.ask(step, seconds, again=again)
        self.started(step, attempt, seconds + 1)
        fact = e.StepLost(step=step, attempt=attempt, why="the host was started anew")
        self.record([fact], after(seconds + 2))
        return attempt


def begun(plan: m.Checklist | None = None) -> Stepped:
    """Such a launch, just created."""
    launch = Stepped(plan or checklist())
    launch.begin()
    return launch


def kinds(events: Sequence[e.Event]) -> list[str]:
    """What happened, by name."""
    return [event.fact.kind for event in events]


def may_run(launch: Stepped, step: str, *, again: bool = False) -> bool:
    """Whether the step may run now."""
    try:
        steps.check_run(launch.plan, launch.state, c.RunStep(step=step, again=again), after(90))
    except Refused:
        return False
    return True
