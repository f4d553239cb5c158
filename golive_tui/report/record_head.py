"""The head of the record: which launch, whether it says go, who signed, and the criteria."""

from collections.abc import Iterator, Sequence

from golive_tui.launch import events as e
from golive_tui.launch.progress import decision, progress
from golive_tui.launch.signing import criteria as criteria_now
from golive_tui.launch.state import Origin
from golive_tui.report.document import Block, Cell, Heading, Paragraph, Table, Tone, Word, when
from golive_tui.report.lines import told
from golive_tui.report.status import Facts, light_of
from golive_tui.text import plural
from golive_tui.units import show_clock

_VERDICT: dict[str, Tone] = {"go": "good", "hold": "wait", "no-go": "bad"}
_READY: dict[str, Tone] = {"ready": "good", "not ready": "bad", "unknown": "wait"}
_MET: dict[str, Tone] = {"met": "good", "not met": "bad", "not measured": "wait"}


def who(by: e.By) -> str:
    """A person, and whether we know that it was them: an account that several share is none."""
    claim = f", who says to be {by.claim}" if by.claim else ""
    doubt = " (identity not proven)" if by.how == "unproven" else ""
    return f"{by.user}{claim}{doubt}"


def head(facts: Facts, events: Sequence[e.Event]) -> Iterator[Block]:
    """What was launched, where, by whom, and how it stands."""
    state, origin = facts.state, facts.state.origin
    said = decision(facts.checklist, state, facts.now)
    done = progress(facts.checklist, state)
    rows: list[tuple[Cell, Cell]] = [
        ("Verdict", Word(said.word.upper(), _VERDICT[said.word])),
        *(("", reason) for reason in said.reasons),
        ("As of", when(facts.now)),
    ]
    if origin is not None:
        rows += _origin(origin)
    rows.append(("Went live (T0)", _live(facts, events)))
    if state.rollback is not None:
        words = {"running": "ROLLBACK RUNNING", "rolled_back": "ROLLED BACK"}
        rows.append(("Rollback", Word(words.get(state.rollback.status, "ROLLBACK FAILED"), "bad")))
    light = light_of(facts)
    if light.steps:
        rows.append(("Readiness to roll back", Word(told(light), _READY[light.word])))
    counts = f"{done.done} of {done.items} done ({done.skipped} skipped), {done.failed} failed"
    rows += [
        ("Items", f"{counts}, {done.open} open, {done.stale} stale"),
        ("Signed", _signed(facts)),
        ("Journal", f"{plural(facts.events, 'event')}, the last is event {state.seq}"),
        ("Last link", f"{facts.link} (golive verify says whether the files still have it)"),
    ]
    yield Table((), rows)


def _origin(origin: Origin) -> Iterator[tuple[Cell, Cell]]:
    yield "Launch", origin.id
    yield "Target", f"{origin.target} (REHEARSAL)" if origin.rehearsal else origin.target
    yield "Begun", f"{when(origin.created_at)} by {origin.created_by}"
    yield "Checklist", f"{origin.checklist}, sha256 {origin.sha256}"
    yield "Directory", origin.directory
    if origin.speed != 1:
        yield "Clock", f"{origin.speed:g} times as fast as time"


def _live(facts: Facts, events: Sequence[e.Event]) -> str:
    at = facts.state.went_live_at
    if at is None:
        return "not live"
    told = next((each for each in events if isinstance(each.fact, e.LaunchWentLive)), None)
    by = who(told.by) if told is not None else facts.state.went_live_by
    ago = show_clock((facts.now - at).total_seconds())
    still = ""
    if told is not None and isinstance(told.fact, e.LaunchWentLive):
        still = (
            f"; {plural(told.fact.open_items, 'item')} open then" if told.fact.open_items else ""
        )
        still += f": {told.fact.note}" if told.fact.note else ""
    return f"{when(at)} by {by}, T+{ago}{still}"


def _signed(facts: Facts) -> Cell:
    signed = facts.state.signed
    if signed is None:
        return Word("not signed", "wait")
    return Word("approved", "good") if signed.approved else Word("signed, NOT approved", "bad")


def signoff(facts: Facts, events: Sequence[e.Event]) -> Iterator[Block]:
    """Who signed, in what words; or that nobody did."""
    yield Heading(2, "Sign-off")
    signed = facts.state.signed
    if signed is None:
        yield Paragraph("Not signed.")
        filled = [(name, each.text) for name, each in facts.state.signoff.items()]
        if filled:
            yield Table((), filled)
        return
    told = next((each for each in events if each.seq == signed.seq), None)
    later = facts.state.seq - signed.seq
    rows: list[tuple[Cell, Cell]] = [
        ("Go-live approved", Word("yes", "good") if signed.approved else Word("NO", "bad")),
        ("Signed by", f"{signed.name}, as {who(told.by) if told else signed.by}"),
        ("At", f"{when(signed.at)}, event {signed.seq}"),
        ("Notes", signed.notes or "none"),
        *((name, text) for name, text in signed.fields.items()),
        ("Since then", plural(later, "event")),
    ]
    yield Table((), rows)


def criteria(facts: Facts) -> Iterator[Block]:
    """Every success criterion: as it was signed, or as it stands."""
    signed = facts.state.signed
    yield Heading(2, "Success criteria")
    if signed is not None:
        found = signed.criteria
        yield Paragraph(f"As they were signed, {when(signed.at)}.")
    else:
        found = criteria_now(facts.checklist, facts.state, facts.sight, facts.now)
        yield Paragraph("As they stand; nothing is signed yet.")
    counts = ", ".join(
        f"{sum(each.word == word for each in found)} {word}"
        for word in ("met", "not met", "not measured")
    )
    yield Paragraph(f"{counts}.")
    rows = [(each.title, Word(each.word, _MET[each.word]), each.detail) for each in found]
    yield Table(("Criterion", "Result", "It rests on"), rows)
