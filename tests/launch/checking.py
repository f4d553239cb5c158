"""A launch with checks, and what they find."""

from msgspec.structs import replace

from golive_tui.checklist import model as m
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.check_facts import EvidenceRecorded, Found, Verdict
from golive_tui.launch.verdicts import expiry
from tests.launch.world import ANA, Rehearsed, after
from tests.launch.world import checklist as small

WEB = m.Check(kind="http", timeout=5.0, settings={"url": "https://example.com"})
NAME = m.Check(kind="dns", timeout=5.0, settings={"name": "example.com"})

REASONS: dict[Verdict, str | None] = {
    "pass": None,
    "fail": "http.status",
    "inconclusive": "assert.missing_value",
    "error": "secret.unset",
}
"""A reason that goes with each verdict."""


def checklist() -> m.Checklist:
    """The small one, in which `domain`, `records` (good for an hour), `cdn` (two checks), and `day`
    (once live) have checks; `ship` and the rollback have none."""
    checks = {"domain": (WEB,), "records": (NAME,), "cdn": (WEB, NAME), "day": (WEB,)}

    def checked(item: m.Item) -> m.Item:
        inner = tuple(checked(each) for each in item.items)
        return replace(item, items=inner, checks=checks.get(item.id, ()))

    plan = small()
    stages = tuple(
        replace(
            stage,
            sections=tuple(
                replace(part, items=tuple(checked(each) for each in part.items))
                for part in stage.sections
            ),
        )
        for stage in plan.stages
    )
    return replace(plan, stages=stages)


def found(verdict: Verdict, seconds: float = 0.0, kind: str = "http") -> Found:
    """One check's verdict, with a reason that goes with it."""
    return Found(
        kind=kind,
        verdict=verdict,
        at=after(seconds),
        seconds=0.2,
        reason=REASONS[verdict],
        detail="status is 200" if verdict == "pass" else f"it is {verdict}",
        asked={"url": "https://example.com"},
        facts={"status": "200"},
    )


class Checked(Rehearsed):
    """A launch whose checks find what a test says."""

    def __init__(self) -> None:
        super().__init__(checklist())
        self.begin()

    def ask(self, *items: str, seconds: float = 1.0, by: e.By = ANA) -> list[e.Event]:
        """Ask for the checks of items."""
        return self.do(c.VerifyItems(items=items), after(seconds), by)

    def evidence(self, item: str, *verdicts: Verdict, seconds: float = 2.0) -> EvidenceRecorded:
        """What the run under way would record."""
        checking = self.state.item(item).checking
        plan = self.plan.item(item)
        assert plan is not None
        return EvidenceRecorded(
            item=item,
            check=checking.check if checking else "nobody-1",
            found=tuple(found(each, seconds) for each in verdicts),
            expires_at=expiry(plan, self.state, after(seconds)),
        )

    def verify(self, item: str, *verdicts: Verdict, seconds: float = 1.0) -> None:
        """Ask, and find that."""
        self.ask(item, seconds=seconds)
        self.record([self.evidence(item, *verdicts, seconds=seconds + 1)], after(seconds + 1))
