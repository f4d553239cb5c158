"""What an item's checks found, as rows: verdict, why, what to do next, what was asked, the facts.

Pure. All of it is foreign text that the rows clean: it is told, never read.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from golive_tui.launch.advice import advice
from golive_tui.launch.check_facts import EvidenceRecorded, Found, Verdict
from golive_tui.launch.events import Event
from golive_tui.launch.item_state import CheckResult, CheckVerdict, ItemState
from golive_tui.tui.frame.words import when
from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.glyphs import GLYPHS
from golive_tui.tui.views.rows import BLANK, Row, heading, labelled, valued
from golive_tui.units import show_duration

VERDICTS: Final[Mapping[Verdict, tuple[str, str]]] = {
    "pass": ("proven", "PASS"),
    "fail": ("fail", "FAIL"),
    "inconclusive": ("unclear", "INCONCLUSIVE"),
    "error": ("error", "ERROR"),
}
"""Verdict -> name in ground.glyphs.GLYPHS, and its word in full."""
_NAMES: Final = 30
"""Cells of a fact's path at most."""


def evidence_of(events: Sequence[Event], machine: CheckVerdict) -> EvidenceRecorded | None:
    """The evidence that a verdict rests on, among an item's events."""
    found = (each.fact for each in events if each.seq == machine.seq)
    return next((fact for fact in found if isinstance(fact, EvidenceRecorded)), None)


def checks_page(
    stands: ItemState, found: EvidenceRecorded | None, now: datetime, width: int
) -> list[Row]:
    """All of it; `found` None while the evidence is being read: then only what the state has."""
    rows = _at_work(stands, now, width)
    machine = stands.machine
    if machine is None:
        return [BLANK, *rows] if rows else []
    rows = [BLANK, heading("Checks", width, age(machine, now)), *rows]
    if found is None:
        for result in machine.results:
            rows += [*_verdict(result), *_why(result, width)]
    else:
        for index, each in enumerate(found.found):
            rows += [*([BLANK] if index else []), *_found(each, now, width)]
    return [*rows, *_override(stands, now, width)]


def age(machine: CheckVerdict, now: datetime) -> str:
    """`14:02Z, expires in 12:00`; `14:02Z, stale for 3:10`."""
    at = when(machine.at, now)
    if machine.expires_at is None:
        return at
    left = (machine.expires_at - now).total_seconds()
    if left > 0:
        return f"{at}, expires in {show_duration(left)}"
    return f"{at}, stale for {show_duration(-left)}"


def _at_work(stands: ItemState, now: datetime, width: int) -> list[Row]:
    checking = stands.checking
    if checking is None:
        return []
    sign = GLYPHS["check"]
    armed = ", armed" if checking.armed else ""
    said = f"verifying since {when(checking.at, now)}, asked by {checking.by}{armed} · . calls off"
    return [[cell(sign.unicode, 1, sign.role, bold=True), cell(said, width - 2, sign.role)]]


def _verdict(each: Found | CheckResult) -> list[Row]:
    name, word = VERDICTS[each.verdict]
    sign = GLYPHS[name]
    return [[
        cell(sign.unicode, 1, sign.role, bold=True),
        cell(word, 0, sign.role, bold=True),
        cell(each.kind, 0, "muted"),
        cell(each.detail if each.verdict == "pass" else each.reason or "", None),
    ]]  # fmt: skip


def _why(each: Found | CheckResult, width: int) -> list[Row]:
    if each.verdict == "pass":
        return []
    role = GLYPHS[VERDICTS[each.verdict][0]].role
    rows = labelled("why", each.detail, width, role) if each.detail else []
    told = advice(each.reason)
    return rows + (labelled("next", told, width) if told else [])


def _found(each: Found, now: datetime, width: int) -> list[Row]:
    old = show_duration(max((now - each.at).total_seconds(), 0.0))
    rows = [*_verdict(each), *_why(each, width)]
    rows.append(
        valued("when", f"{each.at:%H:%M:%S}Z, {old} ago, took {show_duration(each.seconds)}")
    )
    for index, (name, value) in enumerate(each.asked.items()):
        rows += labelled("asked" if not index else "", f"{name} = {value}", width)
    for index, text in enumerate(each.expect):
        rows += labelled("expects" if not index else "", text, width)
    if each.phases:
        parts = " · ".join(f"{name} {show_duration(took)}" for name, took in each.phases.items())
        rows += labelled("took", parts, width)
    return [*rows, *_facts(each.facts, width)]


def _facts(facts: Mapping[str, str], width: int) -> Iterator[Row]:
    """A table: path, value; long values go on under themselves."""
    if not facts:
        return
    column = min(max(len(name) for name in facts), _NAMES, max(width // 3, 1))
    for index, (name, value) in enumerate(facts.items()):
        for line, row in enumerate(labelled("", value, width - column - 1)):
            yield [
                cell("facts" if not index and not line else "", row[0].width or 0, "muted"),
                cell("" if line else name, column, "muted"),
                *row[1:],
            ]


def _override(stands: ItemState, now: datetime, width: int) -> list[Row]:
    """A person's word against the checks: both verdicts are kept, and shown."""
    over = stands.override
    if over is None:
        return []
    rows = labelled("override", f"{over.by} {over.status} it, {when(over.at, now)}", width, "warn")
    rows += labelled("because", over.reason, width)
    return [BLANK, *rows, *labelled("against", f"the check said {over.against}", width)]
