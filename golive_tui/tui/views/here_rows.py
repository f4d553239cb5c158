"""What a person who comes back must know, as a page of rows: what happened, what waits. Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from golive_tui.client.mirror import Mirror
from golive_tui.launch import events as e
from golive_tui.launch.check_facts import EvidenceRecorded, Verdict
from golive_tui.launch.distance import at_trip, sense_of
from golive_tui.launch.progress import decision
from golive_tui.launch.rounds import open_round_of
from golive_tui.launch.sentences import round_name
from golive_tui.launch.trigger_facts import TriggerTripped
from golive_tui.launch.verdicts import worst
from golive_tui.text import plural
from golive_tui.tui.desk import Bookmark
from golive_tui.tui.frame.alarms import alarms
from golive_tui.tui.frame.event_rows import event_row
from golive_tui.tui.frame.words import countdown, when
from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.glyphs import GLYPHS, Role
from golive_tui.tui.views.evidence_rows import VERDICTS
from golive_tui.tui.views.rows import BLANK, Row, heading, labelled, valued, wrapped
from golive_tui.units import show_duration

LATEST: Final = 12
"""Events shown one by one; the others are counted."""
_DECISIONS: Final[dict[str, tuple[str, Role]]] = {
    "go": ("● GO", "ok"),
    "hold": ("◐ HOLD", "warn"),
    "no-go": ("✗ NO-GO", "bad"),
}
_COUNTED: Final = (
    ("item.passed", "item passed", "items passed"),
    ("item.failed", "item failed", "items failed"),
    ("item.skipped", "item skipped", "items skipped"),
    ("item.reopened", "item reopened", "items reopened"),
    ("item.staled", "item gone stale", "items gone stale"),
    ("evidence.recorded", "check answered", "checks answered"),
    ("round.completed", "round completed", "rounds completed"),
    ("round.missed", "round missed", "rounds missed"),
    ("probe.changed", "change of a probe", "changes of probes"),
    ("item.noted", "note", "notes"),
)


_TOLD_ABOVE: Final = frozenset({"round.missed", "check.requested", "evidence.recorded"})
"""Kinds of events that are not told one by one: what came of them stands by itself."""


def here_page(
    mirror: Mirror,
    bookmark: Bookmark,
    meanwhile: Sequence[e.Event] | None,
    now: datetime,
    width: int,
) -> list[Row]:
    """The page; `meanwhile` are the events since, None while they are being read."""
    rows = [
        *_away(bookmark, now, width),
        *_notices(mirror, bookmark, width),
        BLANK,
        *_now(mirror, now, width),
        *_in_hand(mirror, now, width),
    ]
    if meanwhile is None:
        return [*rows, BLANK, heading("Meanwhile", width), [cell("reading…", None, "muted")]]
    return [
        *rows,
        *_tripped(meanwhile, mirror, now, width),
        *_missed(meanwhile, mirror, now, width),
        *_verdicts(meanwhile, mirror, bookmark, width),
        BLANK,
        *_happened(meanwhile, mirror, now, width),
    ]


def _away(bookmark: Bookmark, now: datetime, width: int) -> list[Row]:
    gone = show_duration(max((now - bookmark.at).total_seconds(), 0.0))
    return labelled("away for", f"{gone}, since {when(bookmark.at, now)}", width, "run")


def _notices(mirror: Mirror, bookmark: Bookmark, width: int) -> list[Row]:
    """What a new engine found, if one took over meanwhile."""
    engine = mirror.state.engine
    if engine is None or engine.resumed_since is None or engine.started_at <= bookmark.at:
        return []
    gap = show_duration((engine.started_at - engine.resumed_since).total_seconds())
    rows = labelled("engine", f"it was gone for {gap}; another took over", width, "warn")
    for notice in engine.notices:
        rows += labelled("", notice, width, "warn")
    return rows


def _now(mirror: Mirror, now: datetime, width: int) -> list[Row]:
    made = decision(mirror.checklist, mirror.state, now)
    word, role = _DECISIONS[made.word]
    rows = [heading("Now", width), valued("decision", word, role, bold=True)]
    for reason in made.reasons[:3]:
        rows += [[cell("", 10), *row] for row in wrapped(reason, width - 11, "muted")]
    open_id, each = open_round_of(mirror.state)
    if open_id is not None and each is not None:
        late = countdown((now - each.due_at).total_seconds())
        name = round_name(open_id, mirror.checklist)
        rows += labelled("round", f"{name}: {each.status} for {late}, w answers it", width, "warn")
    for alarm in alarms(mirror):
        since = f", for {countdown((now - alarm.since).total_seconds())}" if alarm.since else ""
        rows += labelled("alarm", f"{alarm.text}{since}", width, "bad")
    return rows


def _in_hand(mirror: Mirror, now: datetime, width: int) -> list[Row]:
    doing = [
        (item, mirror.state.item(item.id).record)
        for _, _, item in mirror.checklist.leaves()
        if mirror.state.item(item.id).record.status == "doing"
    ]
    if not doing:
        return []
    sign = GLYPHS["run"]
    rows: list[Row] = [BLANK, heading("In hand", width)]
    for item, record in doing:
        at = when(record.at, now) if record.at else ""
        rows.append([
            cell(sign.unicode, 1, sign.role, bold=True),
            cell(item.title, None),
            cell(f"{record.by} {at}", 14, "muted"),
            cell(record.note, 24 if width >= 90 else 0, "muted"),
        ])  # fmt: skip
    return rows


def _tripped(meanwhile: Sequence[e.Event], mirror: Mirror, now: datetime, width: int) -> list[Row]:
    """Trips come first: somebody may have to answer one."""
    found = [each for each in meanwhile if isinstance(each.fact, TriggerTripped)]
    trips = [(each, each.fact) for each in found if isinstance(each.fact, TriggerTripped)
             and not each.fact.shadow]  # fmt: skip
    if not trips:
        return []
    rows: list[Row] = [BLANK, heading("Tripped", width, plural(len(trips), "trip"))]
    for event, fact in trips:
        trigger = mirror.checklist.triggers.get(fact.trigger)
        sign = GLYPHS[sense_of(mirror.state, fact.trigger)]
        rows.append([
            cell(GLYPHS["tripped"].unicode, 1, "bad"),
            cell(trigger.title if trigger else fact.trigger, None, bold=True),
            cell(at_trip(trigger, fact.value) if trigger else "", 18, align="right"),
            cell(when(event.at, now), 7, "muted"),
            cell(f"now {sign.word}", 12, sign.role),
        ])  # fmt: skip
    return rows


def _missed(meanwhile: Sequence[e.Event], mirror: Mirror, now: datetime, width: int) -> list[Row]:
    facts = [each.fact for each in meanwhile if isinstance(each.fact, e.RoundMissed)]
    if not facts:
        return []
    sign = GLYPHS["missed"]
    rows: list[Row] = [BLANK, heading("Missed", width, plural(len(facts), "round"))]
    for fact in facts:
        why = "no engine ran" if fact.unattended else "nobody completed it"
        rows.append([
            cell(sign.unicode, 1, sign.role),
            cell(round_name(fact.round, mirror.checklist), None),
            cell(f"due {when(fact.due_at, now)}", 11, "muted"),
            cell(why, 20, "muted"),
        ])  # fmt: skip
    return rows


def _verdicts(
    meanwhile: Sequence[e.Event], mirror: Mirror, bookmark: Bookmark, width: int
) -> list[Row]:
    """Items of which the checks say something else now than then; first passes are counted."""
    before = _newest([each for each in mirror.events if each.seq <= bookmark.seq])
    news = {
        item: (before.get(item), verdict)
        for item, verdict in _newest(meanwhile).items()
        if before.get(item) != verdict
    }
    if not news:
        return []
    told = {
        item: change
        for item, change in news.items()
        if change[0] is not None or change[1] != "pass"
    }
    passed = len(news) - len(told)
    note = f"{plural(passed, 'more item')} verified: PASS" if passed else ""
    rows: list[Row] = [BLANK, heading("Verdicts", width, note)]
    for item_id, (was, verdict) in list(told.items())[:LATEST]:
        rows.append(_verdict(mirror, item_id, was, verdict))
    if len(told) > LATEST:
        rows.append([cell(f"… and {len(told) - LATEST} more; 5 shows all", None, "muted")])
    return rows


def _verdict(mirror: Mirror, item_id: str, was: Verdict | None, verdict: Verdict) -> Row:
    name, word = VERDICTS[verdict]
    sign = GLYPHS[name]
    item = mirror.checklist.item(item_id)
    machine = mirror.state.item(item_id).machine
    why = f": {machine.detail}" if machine is not None and machine.detail else ""
    return [
        cell(sign.unicode, 1, sign.role, bold=True),
        cell(word, 12, sign.role, bold=True),
        cell(f"was {VERDICTS[was][1]}" if was else "", 16, "muted"),
        cell(f"{item.title if item else item_id}{why}", None),
    ]


def _newest(events: Sequence[e.Event]) -> dict[str, Verdict]:
    """The last verdict of each item's checks among these events."""
    return {
        each.fact.item: worst(found.verdict for found in each.fact.found)
        for each in events
        if isinstance(each.fact, EvidenceRecorded)
    }


def _happened(meanwhile: Sequence[e.Event], mirror: Mirror, now: datetime, width: int) -> list[Row]:
    rows = [heading("Meanwhile", width, plural(len(meanwhile), "event"))]
    kinds = Counter(each.fact.kind for each in meanwhile)
    counted = [plural(kinds[kind], one, many) for kind, one, many in _COUNTED if kinds[kind]]
    if counted:
        rows += wrapped(", ".join(counted), width)
    told = [each for each in meanwhile if each.fact.kind not in _TOLD_ABOVE]
    if len(told) > LATEST:
        rows.append([cell(f"… the newest {LATEST}; 5 shows all", None, "muted")])
    return [*rows, *(event_row(each, mirror.checklist, now) for each in told[-LATEST:])]
