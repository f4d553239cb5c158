"""The record of a launch as one document: what `golive report` writes. The same launch at the same
time gives the same bytes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from golive_tui.launch.events import Event
from golive_tui.launch.sentences import sentence
from golive_tui.report import record_head, record_triggers, record_watch, record_work
from golive_tui.report.document import Block, Document, Fold, Heading, Table, when
from golive_tui.report.past import Past
from golive_tui.report.status import Facts
from golive_tui.text import plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the report is made of: the launch as it was read, all its events that are here, and
    what its probes showed."""

    facts: Facts
    events: Sequence[Event]
    past: Mapping[str, Past]


def document(record: Record) -> Document:
    """The whole report, most important first."""
    origin = record.facts.state.origin
    title = origin.title if origin else record.facts.checklist.title
    return Document(title=title, blocks=tuple(_blocks(record)))


def _blocks(record: Record) -> Iterator[Block]:
    facts, events = record.facts, record.events
    yield from record_head.head(facts, events)
    yield from record_head.signoff(facts, events)
    yield from record_head.criteria(facts)
    yield from record_work.stages(facts)
    yield from record_work.skipped(facts)
    yield from record_work.steps(facts, events)
    yield from record_work.gates(facts, events)
    yield from record_triggers.triggers(facts, events)
    yield from record_work.rollbacks(events)
    yield from record_watch.rounds(facts)
    yield from record_watch.probes(facts, record.past)
    yield from record_watch.interruptions(facts, events)
    yield from record_watch.contacts(facts)
    yield from _events(record)


def _events(record: Record) -> Iterator[Block]:
    checklist = record.facts.checklist
    yield Heading(2, "Events")
    rows = [
        (str(event.seq), when(event.at), event.fact.kind, sentence(event, checklist))
        for event in record.events
    ]
    told = plural(len(rows), "event")
    yield Fold(told, Table(("Event", "When", "Kind", "What"), rows))
