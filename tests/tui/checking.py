"""The stage with checks: items that have some, and what they find coming in."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from golive_tui.checklist.condition import parse
from golive_tui.checklist.model import Check, Item, Stage
from golive_tui.client.mirror import Mirror
from golive_tui.launch.check_facts import CheckRequested, EvidenceRecorded, Found, Verdict
from golive_tui.launch.codec import event_to_plain
from golive_tui.tui.desk import EVERYTHING
from golive_tui.wire.messages import ReadEvents, Request
from tests.screens.scene import Answers
from tests.tui.run.stepping import happened
from tests.tui.stage import Staged

DNS, TLS, CORS, LIMITS, ANALYTICS = (
    "dns-a-records",
    "ssl-certificates",
    "cors-policies",
    "rate-limiting-tested",
    "analytics-tracking-enabled",
)
CHECKS: Mapping[str, Check] = {
    DNS: Check(
        kind="dns",
        timeout=5.0,
        settings={"name": "api.flowmind.app", "type": "A"},
        expect=(parse("answers contains '203.0.113.10'"),),
    ),
    TLS: Check(kind="tls", timeout=5.0, settings={"host": "api.flowmind.app", "port": 443}),
    CORS: Check(kind="cors", timeout=5.0, settings={"url": "${api}/api/v1/users"}),
    LIMITS: Check(
        kind="rate_limit",
        timeout=20.0,
        settings={"url": "${api}/login", "method": "POST", "requests": 60, "concurrency": 5,
                  "armed": True},
    ),
    ANALYTICS: Check(kind="frontend", timeout=5.0, settings={"url": "${ws}/${env:WHO}"}),
}  # fmt: skip
"""The items of the scene that have a check here; no other has any."""

ADDRESSES = ["203.0.113.10", "203.0.113.11"]
DETAILS: Mapping[Verdict, tuple[str | None, str]] = {
    "pass": (None, "answers contains '203.0.113.10'"),
    "fail": ("assert.failed", "answers contains '203.0.113.10': is ['198.51.100.7']"),
    "inconclusive": ("dns.timeout", "two of three resolvers did not answer within 5 s"),
    "error": ("secret.unset", "env:DNS_KEY is not set where the engine runs"),
}


def given(mirror: Mirror) -> None:
    """The mirror's checklist, with those checks and no others."""

    def checked(item: Item) -> Item:
        inner = tuple(checked(each) for each in item.items)
        checks = (CHECKS[item.id],) if item.id in CHECKS else ()
        return replace(item, items=inner, checks=checks)

    def staged(stage: Stage) -> Stage:
        parts = [
            replace(part, items=tuple(checked(each) for each in part.items))
            for part in stage.sections
        ]
        return replace(stage, sections=tuple(parts))

    plan = mirror.checklist
    mirror.checklist = replace(plan, stages=tuple(staged(each) for each in plan.stages))


class Remembers(Answers):
    """Answers with the events of the scene and those that have come in since."""

    def __init__(self, app: Staged) -> None:
        super().__init__(app.answers.shown)
        self._app = app

    async def ask(self, request: Request) -> Mapping[str, Any]:
        answer = dict(await super().ask(request))
        mirror = self._app.desk.mirror
        if isinstance(request, ReadEvents) and mirror is not None:
            last = self.shown.events[-1].seq
            new = [
                event_to_plain(each)
                for each in mirror.events
                if each.seq > last
                and request.item in ("", getattr(each.fact, "item", None))
                and (request.before is None or each.seq < request.before)
            ]
            answer["events"] = [*answer["events"], *new][-request.count :]
        return answer


def with_checks(app: Staged) -> Remembers:
    """The stage's items have checks from now on."""
    mirror = app.desk.mirror
    assert mirror is not None
    given(mirror)
    app.answers = answers = Remembers(app)
    app.desk.link = answers
    app.desk.mark(EVERYTHING)
    return answers


def found(item: str, verdict: Verdict, mirror: Mirror) -> Found:
    """What the item's check sees."""
    reason, detail = DETAILS[verdict]
    addresses = ADDRESSES if verdict == "pass" else ["198.51.100.7"]
    return Found(
        kind=CHECKS[item].kind,
        verdict=verdict,
        at=mirror.now - timedelta(seconds=4),
        seconds=0.0214,
        reason=reason,
        detail=detail,
        asked={"name": "api.flowmind.app", "type": "A", "resolvers": "1.1.1.1, 8.8.8.8, 9.9.9.9"},
        expect=("answers contains '203.0.113.10'",),
        facts={} if verdict in ("error", "inconclusive") else {
            "answers": ", ".join(addresses),
            "ttl": "300",
            "resolver.1.1.1.1": ", ".join(addresses),
            "resolver.8.8.8.8": ", ".join(addresses),
            "zone": "flowmind.app",
        },
        phases={"query": 0.0091, "authority": 0.0123},
    )  # fmt: skip


def asked(app: Staged, *items: str, armed: bool = False) -> None:
    """The checks of items are at work."""
    for item in items:
        happened(app, CheckRequested(item=item, check=f"{item}-1", armed=armed))


def answered(app: Staged, item: str, verdict: Verdict, minutes: float = 15.0) -> None:
    """The item's check has found that; a pass is good for so many minutes."""
    mirror = app.desk.mirror
    assert mirror is not None
    if mirror.state.item(item).checking is None:
        asked(app, item)
    checking = mirror.state.item(item).checking
    assert checking is not None
    until = mirror.now + timedelta(minutes=minutes) if verdict == "pass" else None
    happened(
        app,
        EvidenceRecorded(
            item=item,
            check=checking.check,
            found=(found(item, verdict, mirror),),
            expires_at=until,
        ),
    )
