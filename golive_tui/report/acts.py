"""Checks, steps, gates, rollback, sign-off and notices, as the status document has them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from golive_tui.checklist.model import Checklist, Item
from golive_tui.launch import gates as polls
from golive_tui.launch.held_back import held_back
from golive_tui.launch.identity import called
from golive_tui.launch.item_state import CheckVerdict, Override
from golive_tui.launch.readiness import Readiness
from golive_tui.launch.state import LaunchState
from golive_tui.units import show_instant

Plain = dict[str, Any]


def time(at: datetime | None) -> str | None:
    """An instant as the document has it."""
    return show_instant(at) if at is not None else None


def machine(known: CheckVerdict | None) -> Plain | None:
    """What an item's checks found last; None where they never ran."""
    if known is None:
        return None
    return {
        "verdict": known.verdict,
        "reason": known.reason,
        "detail": known.detail or None,
        "at": time(known.at),
        "expires_at": time(known.expires_at),
        "check": known.check,
        "seq": known.seq,
        "results": [
            {
                "kind": each.kind,
                "verdict": each.verdict,
                "reason": each.reason,
                "detail": each.detail or None,
                "seconds": each.seconds,
            }
            for each in known.results
        ],
    }


def override(known: Override | None) -> Plain | None:
    """The last word of a person against an item's checks; None where there was none."""
    if known is None:
        return None
    return {
        "status": known.status,
        "by": known.by,
        "at": time(known.at),
        "reason": known.reason,
        "against": known.against,
    }


def steps_of(checklist: Checklist) -> Iterator[Item]:
    """The items that run a command, in the document's order."""
    for _, _, item in checklist.leaves():
        if item.step is not None:
            yield item


def steps(checklist: Checklist, state: LaunchState, now: datetime) -> dict[str, Plain]:
    """By id, how each stands, what it waits for, and its newest run."""
    return {
        item.id: _step(state, item.id, held_back(checklist, state, item, now))
        for item in steps_of(checklist)
    }


def _step(state: LaunchState, step: str, waits: str) -> Plain:
    run, approval = state.step(step).last_run, state.step(step).approval
    return {
        "status": state.step(step).status,
        "waits": waits or None,
        "attempt": run.id if run else None,
        "exit_code": run.exit_code if run else None,
        "retry": run.retry if run else 0,
        "retries": run.retries if run else 0,
        "given_up": (run.given_up or None) if run else None,
        "approved_by": (run.approved_by or None) if run else None,
        "approval": {
            "by": called(approval.by, approval.name),
            "at": time(approval.at),
            "expires_at": time(approval.expires_at),
        }
        if approval
        else None,
        "started_at": time(run.started_at) if run else None,
        "ended_at": time(run.ended_at) if run else None,
    }


def notices(checklist: Checklist, state: LaunchState) -> dict[str, Plain]:
    """By name, how each channel fares."""
    return {name: _channel(state, name) for name in checklist.channels}


def _channel(state: LaunchState, name: str) -> Plain:
    channel = state.channel(name)
    return {
        "broken": channel.broken,
        "sent": channel.sent,
        "failed": channel.failed,
        "sent_at": time(channel.sent_at),
        "failed_at": time(channel.failed_at),
        "reason": channel.reason or None,
    }


def gates(checklist: Checklist, state: LaunchState, now: datetime) -> dict[str, Plain]:
    """By id, what each gate says, and its stations."""
    return {
        gate.id: _gate(polls.poll(checklist, state, gate, now), state) for gate in checklist.gates
    }


def _gate(poll: polls.Poll, state: LaunchState) -> Plain:
    known = state.gate(poll.gate.id)
    return {
        "title": poll.gate.title,
        "before": poll.gate.before or None,
        "word": poll.word,
        "overridden": poll.overridden,
        "overridden_by": known.overridden_by or None,
        "reason": known.reason or None,
        "stations": {each.name: _station(each) for each in poll.stations},
    }


def _station(station: polls.Station) -> Plain:
    vote = station.vote
    return {
        "word": station.word,
        "vote": vote.vote if vote else None,
        "name": vote.name if vote else None,
        "by": vote.by if vote else None,
        "at": time(vote.at) if vote else None,
        "expires_at": time(vote.expires_at) if vote else None,
        "reason": (vote.reason or None) if vote else None,
    }


def rollback(state: LaunchState, light: Readiness) -> Plain:
    """The newest rollback, all null when there was none; and whether one could run now."""
    known = state.rollback
    return {
        "status": known.status if known else None,
        "requested_at": time(known.requested_at) if known else None,
        "by": known.by if known else None,
        "reason": (known.reason or None) if known else None,
        "steps": list(known.steps) if known else [],
        "ended_at": time(known.ended_at) if known else None,
        "failed_step": (known.failed_step or None) if known else None,
        "detail": (known.detail or None) if known else None,
        "readiness": {
            "word": light.word,
            "reasons": list(light.reasons),
            "steps": light.steps,
            "looked_at": time(light.looked_at),
            "gone_through_at": time(light.gone_through_at),
            "took_seconds": round(light.took, 3) if light.took is not None else None,
            "rehearsed": light.rehearsed if light.gone_through_at is not None else None,
            "launch": light.launch or None,
        },
    }


def signoff(state: LaunchState) -> Plain:
    """The sign-off; all null when the launch is not signed."""
    known = state.signed
    return {
        "approved": known.approved if known else None,
        "name": known.name if known else None,
        "by": known.by if known else None,
        "at": time(known.at) if known else None,
        "seq": known.seq if known else None,
        "notes": (known.notes or None) if known else None,
    }
