"""The record of the rollback triggers: every trip, who answered it how, and what was done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from golive_tui.launch import events as e
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.distance import at_trip
from golive_tui.launch.sentences import sentence
from golive_tui.report.document import Block, Cell, Heading, Paragraph, Table, Word, when
from golive_tui.report.status import Facts
from golive_tui.text import plural
from golive_tui.units import show_duration


@dataclass(slots=True)
class _Trip:
    """A trip, and the events that answered it."""

    event: e.Event
    fact: t.TriggerTripped
    after: list[e.Event] = field(default_factory=list)


def triggers(facts: Facts, events: Sequence[e.Event]) -> Iterator[Block]:
    """Trips in their order; blind stretches and what people disarmed under them."""
    if not facts.checklist.triggers:
        return
    yield Heading(2, "Rollback triggers")
    trips = _trips(events)
    if trips:
        rows = [_row(each, facts) for each in trips]
        yield Table(("When", "Trigger", "Measured", "Breach", "What followed"), rows)
    else:
        yield Paragraph("None tripped.")
    shadows = [each for each in events if isinstance(each.fact, t.TriggerTripped)
               and each.fact.shadow]  # fmt: skip
    if shadows:
        yield Paragraph(f"{plural(len(shadows), 'trip')} in shadow, before it was armed.")
    told = [
        (when(each.at), sentence(each, facts.checklist))
        for each in events
        if isinstance(each.fact, t.TriggerBlind | t.TriggerSighted | t.TriggerDisarmed)
    ]
    if told:
        yield Table(("When", "Blind or disarmed"), told)


def _trips(events: Sequence[e.Event]) -> list[_Trip]:
    found: list[_Trip] = []
    open_trips: dict[str, _Trip] = {}
    for event in events:
        match event.fact:
            case t.TriggerTripped(trigger=trigger, shadow=False) as fact:
                open_trips[trigger] = _Trip(event, fact)
                found.append(open_trips[trigger])
            case (
                t.TriggerAcknowledged(trigger=trigger)
                | t.TriggerHeld(trigger=trigger)
                | t.TriggerAsked(trigger=trigger)
                | t.TriggerBlocked(trigger=trigger)
            ):
                _add(open_trips.get(trigger), event)
            case (
                t.TriggerOverridden(trigger=trigger)
                | t.TriggerDisarmed(trigger=trigger)
                | t.TriggerReset(trigger=trigger)
            ):
                _add(open_trips.pop(trigger, None), event)
            case e.RollbackRequested(triggers=names):
                for name in names:
                    _add(open_trips.get(name), event)
            case e.RollbackEnded():
                for each in open_trips.values():
                    if any(isinstance(one.fact, e.RollbackRequested) for one in each.after):
                        _add(each, event)
    return found


def _add(trip: _Trip | None, event: e.Event) -> None:
    if trip is not None:
        trip.after.append(event)


def _row(trip: _Trip, facts: Facts) -> Sequence[Cell]:
    fact = trip.fact
    trigger = facts.checklist.triggers.get(fact.trigger)
    shown = at_trip(trigger, fact.value) if trigger else f"{fact.value}"
    does = f"action {fact.action}{f' ({fact.why})' if fact.why else ''}"
    attached = ["one more cause of the rollback that ran"] if fact.attached else []
    after = [f"{each.at:%H:%M:%S} {sentence(each, facts.checklist)}" for each in trip.after]
    nobody = [] if after or attached else ["nobody has answered it"]
    return (
        when(trip.event.at),
        Word(trigger.title if trigger else fact.trigger, "bad"),
        f"{shown}, n {fact.n}",
        show_duration(fact.observed) if fact.observed else "at once",
        "\n".join((does, *attached, *after, *nobody)),
    )
