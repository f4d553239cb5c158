"""Go/no-go polls: when a vote holds, what a gate says, who may pass it (runbooks, section 3)."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from golive_tui.checklist.model import Checklist, Gate, Item
from golive_tui.errors import NotFound, Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import identity
from golive_tui.launch.state import LaunchState, VoteState
from golive_tui.text import clean, clean_lines

VoteWord = Literal["go", "no-go", "exception", "absent", "expired", "void"]
GateWord = Literal["go", "no-go", "open"]


class Station(Struct, frozen=True, kw_only=True):
    """What a station says now; `vote` is its newest one, holding or not."""

    name: str
    word: VoteWord
    vote: VoteState | None


class Poll(Struct, frozen=True, kw_only=True):
    """A gate now: its word, and every station."""

    gate: Gate
    word: GateWord
    stations: tuple[Station, ...]
    overridden: bool
    passed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether work behind the gate may go on: votes may expire once it was passed."""
        return self.word == "go" or self.overridden or self.passed


def basis(checklist: Checklist, state: LaunchState, gate: Gate) -> str:
    """The digest of what votes on a gate rest on: the checklist, and how every item of the stages
    before it stands."""
    rows = [(item.id, state.item(item.id).record.status) for item in _before(checklist, gate)]
    sha = state.origin.sha256 if state.origin else ""
    return hashlib.sha256(json.dumps([sha, rows]).encode()).hexdigest()[:16]


def _before(checklist: Checklist, gate: Gate) -> Iterator[Item]:
    for _, stage, item in checklist.leaves():
        if stage.id == gate.before:
            return
        if not stage.rollback and (gate.before or stage.before_go_live):
            yield item


def poll(checklist: Checklist, state: LaunchState, gate: Gate, now: datetime) -> Poll:
    """What the gate says at `now`."""
    resting = basis(checklist, state, gate)
    known = state.gate(gate.id)
    stations = tuple(
        Station(
            name=name, word=_word(known.votes.get(name), resting, now), vote=known.votes.get(name)
        )
        for name in gate.stations
    )
    words = {station.word for station in stations}
    all_go = bool(words) and words <= {"go", "exception"}
    word: GateWord = "no-go" if "no-go" in words else "go" if all_go else "open"
    return Poll(
        gate=gate,
        word=word,
        stations=stations,
        overridden=known.overridden,
        passed=known.passed_at is not None,
    )


def _word(vote: VoteState | None, resting: str, now: datetime) -> VoteWord:
    if vote is None:
        return "absent"
    if vote.vote == "no-go":
        return "no-go"
    if now >= vote.expires_at:
        return "expired"
    return vote.vote if vote.basis == resting else "void"


def gates_before(checklist: Checklist, stage_id: str) -> list[Gate]:
    """The gates that stand before a stage."""
    return [gate for gate in checklist.gates if gate.before == stage_id]


def go_live_gates(checklist: Checklist) -> list[Gate]:
    """The gates that stand before going live."""
    return [gate for gate in checklist.gates if not gate.before]


def check_open(checklist: Checklist, state: LaunchState, gates: list[Gate], now: datetime) -> None:
    """Raise Refused when one of the gates does not let through."""
    for gate in gates:
        found = poll(checklist, state, gate, now)
        if not found.is_open:
            missing = ", ".join(
                f"{station.name} {station.word}"
                for station in found.stations
                if station.word not in ("go", "exception")
            )
            raise Refused(
                f"{gate.title} says {found.word.upper()}: {missing}",
                hint="poll the stations, or override it with a reason",
            )


def passing(
    checklist: Checklist, state: LaunchState, gates: list[Gate], now: datetime
) -> list[e.GatePassed]:
    """The polls to freeze because the first act behind them is now."""
    found = [poll(checklist, state, gate, now) for gate in gates]
    return [
        e.GatePassed(
            gate=each.gate.id,
            votes={
                station.name: f"{station.vote.vote} by {station.vote.name}"
                for station in each.stations
                if station.vote is not None
            },
        )
        for each in found
        if each.word == "go" and not each.passed
    ]


def vote(
    checklist: Checklist, state: LaunchState, command: c.VoteGate, by: e.By, now: datetime
) -> e.GatePolled:
    """A station's answer; raises NotFound or Refused."""
    gate = _gate(checklist, command.gate)
    if command.station not in gate.stations:
        raise NotFound(
            f"{gate.title} has no station `{command.station}`", hint=", ".join(gate.stations)
        )
    reason = clean_lines(command.reason).strip()
    name = clean(command.name.strip().partition("\n")[0], 60)
    if not name:
        raise Refused("a vote needs the name of who speaks for the station")
    if command.vote != "go" and not reason:
        raise Refused(f"{command.vote} needs a reason")
    valid = gate.valid_for if command.valid_for is None else command.valid_for
    if valid <= 0:
        raise Refused("a vote is good for some time")
    return e.GatePolled(
        gate=gate.id,
        station=command.station,
        vote=command.vote,
        name=name,
        basis=basis(checklist, state, gate),
        expires_at=now + timedelta(seconds=min(valid, gate.valid_for)),
        reason=reason,
        identity=_identity(poll(checklist, state, gate, now), command.station, by, name),
    )


def _identity(found: Poll, station: str, by: e.By, name: str) -> str:
    """What is not proven of who speaks, where no person may speak for two stations; raises Refused
    for one who has, by a vote that holds."""
    if not found.gate.four_eyes:
        return ""
    unproven = False
    for other in found.stations:
        if other.name == station or other.vote is None or other.word in ("expired", "void"):
            continue
        like = (
            identity.likeness(other.vote.voter, other.vote.name, by, name)
            if other.vote.voter is not None
            else "unproven"
        )
        if like == "same":
            raise Refused(
                f"{name} answers for {other.name}: no person answers for two stations",
                hint=f"somebody else must answer for {station}",
            )
        unproven = unproven or like == "unproven"
    return identity.UNPROVEN if unproven else ""


def override(checklist: Checklist, command: c.OverrideGate) -> e.GateOverridden:
    """Going on against a gate; raises Refused without a reason."""
    gate = _gate(checklist, command.gate)
    reason = clean_lines(command.reason).strip()
    if not reason:
        raise Refused("an override needs a reason")
    return e.GateOverridden(gate=gate.id, reason=reason)


def resolve(checklist: Checklist, state: LaunchState, command: c.ResolveGate) -> e.GateResolved:
    """Answering for an override; raises Refused when there is none."""
    gate = _gate(checklist, command.gate)
    if not state.gate(gate.id).overridden:
        raise Refused(f"{gate.title} is not overridden")
    note = clean_lines(command.note).strip()
    if not note:
        raise Refused("say how it was answered for")
    return e.GateResolved(gate=gate.id, note=note)


def _gate(checklist: Checklist, gate_id: str) -> Gate:
    gate = checklist.gate(gate_id)
    if gate is None:
        raise NotFound(f"no gate `{gate_id}`", hint=", ".join(each.id for each in checklist.gates))
    return gate
