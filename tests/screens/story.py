"""What people did in the scene: who passed which item when, and how the rounds were answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from golive_tui.checklist.model import Checklist, Item
from golive_tui.launch import commands as c
from golive_tui.launch.events import By, EngineResumed, EngineStarted, Fact
from golive_tui.launch.rounds import open_round_of
from golive_tui.launch.state import LaunchState
from tests.screens.looks import DOWN, SLOW, WELL, Moods
from tests.screens.people import ANA, ENGINE, JON, LEE, MIRA

LIVE: Final = datetime.fromisoformat("2026-11-24T13:15:03Z")
"""T0."""
CREATED: Final = datetime.fromisoformat("2026-11-24T11:02:10Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something done at a time: a person's command, or facts of an engine."""

    at: datetime
    by: By
    command: c.Command | None = None
    facts: tuple[Fact, ...] = ()


def t(minutes: float) -> datetime:
    """T0 plus minutes."""
    return LIVE + timedelta(minutes=minutes)


def find(checklist: Checklist, words: str) -> Item:
    """The first leaf whose title holds the words."""
    for _, _, item in checklist.leaves():
        if words.lower() in item.title.lower():
            return item
    raise LookupError(words)


# -- before T0 ------------------------------------------------------------------------------------

SPECIAL: Final = (
    "CDN (CloudFlare)",
    "Redis instance",
    "Penetration testing",
    "Vulnerability scans",
    "1000+ concurrent",
    "Analytics tracking",
    "Rate limiting tested",
    "Cross-frontend tests",
    "Run production tests",
    "Load test production",
    "Database connectivity",
    "CPU usage",
    "Connection pool",
    "Backup verification",
    "Zero data loss",
)
"""Items with a story of their own; all others before go-live are passed one after another."""

NOTES: Final = {
    "DNS A records": "two records, TTL 300",
    "SSL certificates": "valid until 3 Feb, chain complete",
    "Firewall rules": "only 443 from outside",
    "JWT secrets": "rotated today, 64 bytes",
    "Docker image": "4.2.1, digest 9f3c1a",
    "Database migrations": "0142 applied, 2 min",
    "Error rate < 1%": "0.3 % at 1,200 users",
    "Response times": "p95 78 ms at 1,200 users",
}


def before_t0(checklist: Checklist) -> list[Act]:
    """From the first tick to GO."""
    special = {find(checklist, words).id for words in SPECIAL}
    people = (ANA, LEE, MIRA, JON)
    leaves = [
        item
        for _, stage, item in checklist.leaves()
        if stage.before_go_live and not item.after_go_live and item.id not in special
    ]
    acts = []
    for number, item in enumerate(leaves):
        minutes = -118 + number * 92 / len(leaves)
        note = next((text for words, text in NOTES.items() if words in item.title), "")
        command = c.PassItem(item=item.id, note=note)
        acts.append(Act(at=t(minutes), by=people[number // 6 % 4], command=command))
    return [*acts, *_stories(checklist), *_restart(), _go()]


def _stories(checklist: Checklist) -> Iterator[Act]:
    def item(words: str) -> str:
        return find(checklist, words).id

    def act(minutes: float, by: By, command: c.Command) -> Act:
        return Act(at=t(minutes), by=by, command=command)

    cdn, redis = item("CDN (CloudFlare)"), item("Redis instance")
    yield act(-112, LEE, c.SkipItem(item=cdn, reason="stays with the old zone until week 1"))
    yield act(-101, ANA, c.AssignItem(item=redis, owner="lee"))
    yield act(-96, LEE, c.NoteItem(item=redis, text="one node until the sale ends, then three"))
    yield act(-90, LEE, c.PassItem(item=redis, note="6.2, 256 MiB, eviction off"))
    scans = item("Vulnerability scans")
    yield act(-71, MIRA, c.FailItem(item=scans, note="2 medium findings in the base image"))
    yield act(-66, JON, c.NoteItem(item=scans, text="base image is being rebuilt"))
    yield act(-17, MIRA, c.ReopenItem(item=scans, note="image 4.2.1 is there"))
    yield act(-14, MIRA, c.PassItem(item=scans, note="4.2.1 is clean",
                                    link="https://ci.flowmind.app/scan/881"))  # fmt: skip
    pen = item("Penetration testing")
    yield act(-64, MIRA, c.PassItem(item=pen, link="https://docs.flowmind.app/pentest-11.pdf"))
    load = item("1000+ concurrent")
    yield act(-49, JON, c.PassItem(item=load, note="1,200 users for 20 min, 0.3 % errors",
                                   link="https://ci.flowmind.app/k6/412"))  # fmt: skip
    cross = item("Cross-frontend tests")
    yield act(-31, JON, c.StartItem(item=cross, note="three of four green"))
    yield act(-9, JON, c.PassItem(item=cross, note="all four green"))
    limits = item("Rate limiting tested")
    yield act(-6, MIRA, c.PassItem(item=limits, note="429 after 100 requests a minute"))


def _restart() -> Iterator[Act]:
    back = t(-35) + timedelta(seconds=42)
    facts = (
        EngineStarted(pid=4711, boot_id="6d1f", version="0.1.0"),
        EngineResumed(since=t(-35), notices=(), clean=False),
    )
    yield Act(at=back, by=ENGINE, facts=facts)


def _go() -> Act:
    return Act(at=LIVE, by=ANA, command=c.GoLive(note="all stations go"))


# -- after T0 -------------------------------------------------------------------------------------


def after_t0(checklist: Checklist) -> list[Act]:
    """The first two hours: the rest of the deployment, and rounds completed, failed and missed."""

    def act(minutes: float, by: By, command: c.Command) -> Act:
        return Act(at=t(minutes), by=by, command=command)

    def item(words: str) -> str:
        return find(checklist, words).id

    questions = [each.id for each in checklist.watch[0].items]
    logs = next(each.id for each in checklist.watch[0].items if not each.probes)
    return [
        act(4, JON, c.PassItem(item=item("Run production tests"), note="212 of 212",
                               link="https://ci.flowmind.app/e2e/903")),
        act(16.4, ANA, c.AnswerRound(item=logs, status="passed", note="two 404s, old bookmarks")),
        act(16.9, ANA, c.AnswerRound(item=questions[3], status="passed", note="one drop at T+2")),
        act(17.2, ANA, c.CompleteRound(rest="passed", note="one drop of the WebSocket, over")),
        act(21, LEE, c.PassItem(item=item("Database connectivity"), note="pool 7 of 20")),
        act(24, LEE, c.PassItem(item=item("CPU usage"), note="41 % on average")),
        act(29, JON, c.StartItem(item=item("Load test production"), note="500 users at first")),
        act(38, MIRA, c.NoteItem(item=item("Backup verification"), text="restoring on the spare")),
        act(41, MIRA, c.StartItem(item=item("Backup verification"))),
        act(46.6, ANA, c.CompleteRound(rest="passed", note="/health is slower, watched")),
    ]  # fmt: skip


def nights(state: LaunchState, now: datetime) -> list[Act]:
    """How the open round is completed in the days that the scene skips: not at all between one
    and three at night, else a few minutes after it fell due."""
    open_id, each = open_round_of(state)
    if open_id is None or each is None or each.status != "due" or 1 <= each.due_at.hour < 3:
        return []
    people = (ANA, LEE, MIRA, JON)
    by = people[each.number % 4]
    at = max(now, each.due_at) + timedelta(seconds=70 + 11 * (each.number % 9))
    return [Act(at=at, by=by, command=c.CompleteRound(rest="passed", note="quiet"))]


def moods(checklist: Checklist) -> Moods:
    """One probe has been slow since T+31, one down since T+44 and, for five minutes, at T+2."""
    slow, down = slow_probe(checklist), failing_probe(checklist)
    return {
        slow: ((t(31), SLOW), (t(200), WELL)),
        down: ((t(2), DOWN), (t(7), WELL), (t(44), DOWN), (t(200), WELL)),
    }


def slow_probe(checklist: Checklist) -> str:
    """The probe that grows slow: the first with a limit, and looks enough for a p95."""
    return next(
        probe.id
        for probe in checklist.probes.values()
        if probe.slow is not None and probe.window / probe.every >= 20
    )


def failing_probe(checklist: Checklist) -> str:
    """The probe that goes down: the last WebSocket there is."""
    return [each.id for each in checklist.probes.values() if each.kind == "websocket"][-1]
