"""The lines of what happened to triggers; the rest is in `sentences.py`."""

from typing import assert_never

from golive_tui.checklist.measures import figure
from golive_tui.checklist.model import Checklist, Measure
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.measures import shown_value
from golive_tui.text import plural
from golive_tui.units import show_duration


def trigger_line(who: str, fact: t.TriggerFact, checklist: Checklist) -> str:
    """One line: which trigger, what became of it, by whom and why."""
    found = checklist.triggers.get(fact.trigger)
    title = f'"{found.title}"' if found else fact.trigger
    match fact:
        case t.TriggerTripped():
            return _tripped(title, fact, found.measure if found else None)
        case t.TriggerPending(observed=observed, value=value, n=n):
            shown = measured(value, found.measure if found else None)
            return f"{title} is breached: {shown} of n {n}, for {show_duration(observed)}"
        case t.TriggerArmed(why=why):
            return f"{title} is armed{_tail(why)}"
        case t.TriggerCleared(observed=observed, why=why):
            return f"{title} is not breached, after {show_duration(observed)}{_tail(why)}"
        case t.TriggerBlind(since=since, why=why):
            return f"{title} is BLIND since {since:%H:%M:%S} UTC{_tail(why)}"
        case t.TriggerSighted(seconds=seconds):
            return f"{title} can tell again, after {show_duration(seconds)}"
        case t.TriggerStreakBroken(probe=probe, streak=streak, gap=gap):
            lost = plural(streak, "failure")
            return f"{title}: {lost} of {probe} void, nothing seen for {show_duration(gap)}"
        case _:
            return _answered(who, title, fact)


def _tail(note: str) -> str:
    return f": {note}" if note else ""


def measured(value: float | None, measure: Measure | None) -> str:
    """A value with its unit. Where there is none, it is a percentile that falls on failures, which
    have no latency."""
    if value is None:
        name = figure(measure.measure) if measure is not None else ""
        return f"too many failed for a {name}" if name.startswith("p") else "no figure"
    if measure is None:
        return f"{value:.6g}"
    if figure(measure.measure) == "consecutive_failures":
        return plural(int(value), "failure") + " in a row"
    return shown_value(measure, value)


def _tripped(title: str, fact: t.TriggerTripped, measure: Measure | None) -> str:
    shown = f"{measured(fact.value, measure)} of n {fact.n}"
    kept = f" for {show_duration(fact.observed)}" if fact.observed else ""
    if fact.shadow:
        return f"{title} would have TRIPPED, was it armed: {shown}{kept}"
    if fact.attached:
        return f"{title} TRIPPED, one more cause of the rollback: {shown}{kept}"
    does = {
        "notify": "it only tells",
        "ask": "it asks for the rollback",
        "countdown": "the rollback starts unless it is held",
        "auto": "the rollback starts",
    }.get(fact.action, fact.action)
    return f"{title} TRIPPED: {shown}{kept}; {does}{_tail(fact.why)}"


def _answered(
    who: str,
    title: str,
    fact: t.TriggerAcknowledged
    | t.TriggerHeld
    | t.TriggerAsked
    | t.TriggerBlocked
    | t.TriggerOverridden
    | t.TriggerDisarmed
    | t.TriggerReset,
) -> str:
    match fact:
        case t.TriggerAcknowledged(reason=reason):
            return f"{who} acknowledged {title}{_tail(reason)}"
        case t.TriggerHeld(until=until, reason=reason):
            return f"{who} holds {title} until {until:%H:%M:%S} UTC{_tail(reason)}"
        case t.TriggerAsked():
            return f"{title} asks again: the hold is over"
        case t.TriggerBlocked(why=why):
            return f"{title} starts no rollback by itself{_tail(why)}"
        case t.TriggerOverridden(reason=reason, second=second):
            with_ = f" with {second}" if second else ""
            return f"{who}{with_} goes on despite {title}{_tail(reason)}"
        case t.TriggerDisarmed(reason=reason, until=until):
            return f"{who} DISARMED {title} until {until:%H:%M:%S} UTC{_tail(reason)}"
        case t.TriggerReset(reason=reason):
            return f"{who} reset {title}{_tail(reason)}"
        case _:
            assert_never(fact)
