"""All that is known of one item, as a page of rows. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Check, Item, Step
from golive_tui.client.mirror import Mirror
from golive_tui.launch.check_facts import EvidenceRecorded
from golive_tui.launch.events import Event, Evidence, ItemRecord, ItemStatus
from golive_tui.launch.item_state import ItemState
from golive_tui.launch.progress import status_of
from golive_tui.launch.state import LaunchState
from golive_tui.launch.verdicts import good_for
from golive_tui.tui.dash.standing import MARKS as STATUS_MARKS
from golive_tui.tui.dash.standing import mark_of
from golive_tui.tui.frame.alarms import PROBE_MARKS
from golive_tui.tui.frame.event_rows import event_row
from golive_tui.tui.frame.running import STEP_MARKS, how_it_stands
from golive_tui.tui.frame.words import show_every, when
from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.glyphs import GLYPHS
from golive_tui.tui.views.evidence_rows import checks_page, evidence_of
from golive_tui.tui.views.rows import BLANK, Row, heading, labelled, valued
from golive_tui.units import show_duration

_RESTS_ON: Final[Mapping[str, str]] = {
    "said": ", on a person's word",
    "proven": ", verified by machine",
    "doubt": ", and its newest check could not tell",
    "against": " by a person, against its check",
    "check": ", being verified",
    "unclear": ": its check could not tell",
    "error": ": its check could not look",
}
"""By mark: what a status rests on."""
_WHY: Final[Mapping[ItemStatus, str]] = {"skipped": "reason", "failed": "why", "stale": "why"}

History = Sequence[Event] | str | None
"""What happened to an item; a sentence where that cannot be read, None while it is being read."""


def item_page(
    mirror: Mirror,
    item: Item,
    history: History,
    now: datetime,
    width: int,
    *,
    found: EvidenceRecorded | None = None,
) -> list[Row]:
    """The page; `found` is the evidence of the newest checks, where the history does not reach."""
    stands = mirror.state.item(item.id)
    machine = stands.machine
    if found is None and machine is not None and not isinstance(history, str | None):
        found = evidence_of(history, machine)
    rows = [
        *_status(mirror, item, stands, now, width),
        *checks_page(stands, found, now, width),
        *_evidence(stands.record, now, width),
        *_remarks(stands, now, width),
    ]
    if item.help:
        rows += [BLANK, heading("What to know", width), *labelled("", item.help, width)]
    if item.is_group:
        rows += [BLANK, *_parts(mirror, item, width)]
    if item.step is not None:
        rows += [BLANK, *_step(mirror, item.step, width), *_attempts(mirror, item, now, width)]
    for check in item.checks if machine is None else ():
        rows += [BLANK, *_check(check, width)]
    rows += _probes(mirror, item, width)
    return [*rows, BLANK, *_history(mirror, history, now, width)]


def path_of(mirror: Mirror, item: Item) -> tuple[str, ...]:
    """The titles above it."""
    return next((path for path, _, leaf in mirror.checklist.leaves() if leaf.id == item.id), ())


def _status(mirror: Mirror, item: Item, stands: ItemState, now: datetime, width: int) -> list[Row]:
    record = stands.record
    status = status_of(item, mirror.state)
    mark = STATUS_MARKS[status] if item.is_group else mark_of(mirror.state, item.id)
    sign = GLYPHS[mark]
    refuted = mark == "fail" and stands.machine is not None and record.how == "machine"
    words = f"{status}{', by its check' if refuted else _RESTS_ON.get(mark, '')}"
    rows = [
        *labelled("", " › ".join(path_of(mirror, item)), width, "muted"),
        [cell("status", 10, "muted"), cell(sign.unicode, 1, sign.role, bold=True),
         cell(words, None, sign.role, bold=True)],
    ]  # fmt: skip
    if record.by and record.at is not None:
        age = show_duration((now - record.at).total_seconds())
        rows.append(valued("by", f"{record.by}, {when(record.at, now)}, {age} ago"))
    if record.note:
        rows += labelled(_WHY.get(status, "note"), record.note, width)
    rows.append(valued("owner", _owner(item, stands)))
    rows += _limits(item, record, mirror.state, now)
    return [*rows, valued("id", item.id, "muted")]


def _owner(item: Item, stands: ItemState) -> str:
    if stands.owner:
        return f"{stands.owner}, given here" if stands.owner != item.owner else stands.owner
    return item.owner or "nobody"


def _limits(item: Item, record: ItemRecord, state: LaunchState, now: datetime) -> Iterable[Row]:
    if item.after_go_live:
        yield valued("when", "only once the launch is live")
    if item.valid_for is None:
        if item.checks and (good := good_for(item, state)) is not None:
            yield valued("valid", f"a machine's pass holds for {show_every(good)} before go-live")
        return
    said = f"a pass holds for {show_every(item.valid_for)}"
    if record.status == "passed" and record.at is not None:
        left = item.valid_for - (now - record.at).total_seconds()
        said = f"{said}, {show_duration(max(left, 0.0))} left"
    yield valued("valid", said)


def _evidence(record: ItemRecord, now: datetime, width: int) -> list[Row]:
    # What checks found is told in full elsewhere.
    kept = [each for each in record.evidence if each.what != "check"]
    if not kept:
        return []
    return [BLANK, heading("Evidence", width),
            *(row for each in kept for row in _proof(each, now, width))]  # fmt: skip


def _proof(each: Evidence, now: datetime, width: int) -> list[Row]:
    age = show_duration((now - each.at).total_seconds())
    return [*labelled(each.what, each.text, width), valued("", f"{age} old", "muted")]


def _remarks(stands: ItemState, now: datetime, width: int) -> list[Row]:
    if not stands.remarks:
        return []
    rows: list[Row] = [BLANK, heading("Remarks", width)]
    for each in stands.remarks:
        rows += labelled(f"{each.by} {when(each.at, now)}"[:10], each.text, width)
    return rows


def _parts(mirror: Mirror, item: Item, width: int) -> list[Row]:
    rows = [heading("Items", width)]
    for leaf in item.leaves():
        sign = GLYPHS[STATUS_MARKS[mirror.state.item(leaf.id).record.status]]
        rows.append([cell(sign.unicode, 1, sign.role), cell(leaf.title, None)])
    return rows


def _step(mirror: Mirror, step: Step, width: int) -> list[Row]:
    origin = mirror.state.origin
    base = origin.directory if origin else ""
    rehearsed = " ".join(step.rehearse) or "refused in a rehearsal: it has no stand-in"
    ends = ", ".join(str(code) for code in step.success_exit_codes)
    rows = [
        heading("Step", width),
        *labelled("$", " ".join(step.run), width, "run"),
        *labelled("in", step.cwd or base or "the launch's directory", width),
    ]
    for name, value in step.env.items():
        rows += labelled("with", f"{name}={value}", width)
    rows += [
        valued("time-out", show_every(step.timeout) if step.timeout else "never"),
        valued("confirm", step.confirm),
        valued("well on", f"exit code {ends}"),
        valued("again", f"{step.rerun}, {step.retries} retries" if step.retries else step.rerun),
        *labelled("rehearse", rehearsed, width, "text" if step.rehearse else "warn"),
    ]
    if step.needs:
        rows += labelled("needs", ", ".join(step.needs), width)
    if step.verify:
        rows += labelled("verify", " ".join(step.verify), width)
    if step.evidence:
        rows += labelled("leaves", ", ".join(step.evidence), width)
    return rows


def _attempts(mirror: Mirror, item: Item, now: datetime, width: int) -> list[Row]:
    attempts = mirror.state.step(item.id).attempts
    if not attempts:
        return []
    rows: list[Row] = [BLANK, heading("Attempts", width, "r runs it, 4 shows its output")]
    for each in reversed(attempts):
        sign = GLYPHS[STEP_MARKS[each.status]]
        said = f"{each.purpose}, {how_it_stands(each, mirror.state, now)}"
        rows.append([
            cell(sign.unicode, 1, sign.role, bold=True),
            cell(f"{each.id} {when(each.requested_at, now)} {each.by}", 0, "muted"),
            cell(f"{said}: {each.detail}" if each.detail else said, None, sign.role),
        ])  # fmt: skip
    return rows


def _check(check: Check, width: int) -> list[Row]:
    rows = [heading("Check", width), valued("kind", check.kind)]
    for name, value in check.settings.items():
        if isinstance(value, str) and value:
            rows += labelled(name, value, width)
    for index, each in enumerate(check.expect):
        rows += labelled("expects" if not index else "", each.text, width)
    return rows


def _probes(mirror: Mirror, item: Item, width: int) -> list[Row]:
    known = [name for name in item.probes if name in mirror.checklist.probes]
    if not known:
        return []
    rows: list[Row] = [BLANK, heading("Probes", width)]
    for name in known:
        stands = mirror.state.probe(name)
        sign = GLYPHS[PROBE_MARKS[stands.verdict]]
        rows.append([
            cell(sign.unicode, 1, sign.role),
            cell(sign.word, 7, sign.role),
            cell(mirror.checklist.probes[name].title, None),
            cell(stands.reason or "", 0, "muted"),
        ])  # fmt: skip
    return rows


def _history(mirror: Mirror, history: History, now: datetime, width: int) -> list[Row]:
    if history is None:
        return [heading("History", width), [cell("reading…", None, "muted")]]
    if isinstance(history, str):
        return [heading("History", width), [cell(history, None, "warn")]]
    if not history:
        return [heading("History", width), [cell("nothing happened to it yet", None, "muted")]]
    return [
        heading("History", width, "the newest first"),
        *(event_row(event, mirror.checklist, now) for event in reversed(history)),
    ]
