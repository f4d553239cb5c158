"""Runs a scenario of triggers: a text file with series of samples, acts, and what is expected when.

A file has `about` (the sentence that it shows), `probes` and `triggers` as in a checklist, `series`
(what each probe sees, slot by slot from the start on), and `[[then]]` entries in order of time.

Series: `.` ok, `s` slow (2 s), `x` refused, `t` timed out, `w` a wrong answer, `e` an error of our
own, `-` a slot that nobody served; `.*40` is 40 of them; blanks mean nothing. `=0.3*5` is five good
looks that keep the value `v` 0.3.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from golive_tui.checklist.model import Checklist
from golive_tui.checklist.reader import read_checklist
from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.advance import advance, next_deadline
from golive_tui.launch.decide import decide
from golive_tui.launch.fold import fold
from golive_tui.launch.gauges import Gauges, gauges_of
from golive_tui.launch.judge import judge
from golive_tui.launch.progress import decision
from golive_tui.launch.samples import Outcome, Sample
from golive_tui.launch.series import Sight, sight_of
from golive_tui.launch.state import EMPTY, LaunchState
from golive_tui.launch.trigger_commands import (
    AcknowledgeTrigger,
    DisarmTrigger,
    HoldTrigger,
    OverrideTrigger,
    ResetTrigger,
)
from golive_tui.launch.trigger_facts import TriggerTripped
from golive_tui.launch.triggers import after_gap, evaluate, look, slept
from golive_tui.probes.all_kinds import specs
from golive_tui.units import duration
from tests.launch.world import ANA, CREATED, ENGINE, START, STARTED

Plain = Mapping[str, Any]

_HEAD = """
schema = 1
title = "Scenario"
targets.production = {}
rollback = ROLLBACK
[[stage]]
title = "Deployment"
[[stage.section]]
title = "Step 1"
item = [
    { id = "recorded", title = "The previous version is recorded" },
    { id = "ship", title = "Ship", run = ["ship"], exclusive = "deploy" },
    { id = "tidy", title = "Tidy", run = ["tidy"], exclusive = "deploy", on_rollback = "cancel" },
    { id = "migrate", title = "Migrate", run = ["migrate"], no_return = true },
]
[[stage]]
title = "Rollback"
rollback = true
[[stage.section]]
title = "Manual"
item = [{ id = "undo-it", title = "Undo it", run = ["undo"], exclusive = "deploy" }]
"""
_OUTCOMES: Mapping[str, tuple[Outcome, str | None, float | None]] = {
    ".": ("ok", None, 0.05),
    "s": ("ok", None, 2.0),
    "x": ("fail", "tcp.refused", None),
    "t": ("fail", "http.timeout_first_byte", None),
    "w": ("fail", "http.status", None),
    "e": ("error", "host.offline", None),
}
_TOKEN = re.compile(r"(?:=([0-9.]+)|([.sxtwe-]))(?:\*(\d+))?")


def samples(probe: str, every: float, text: str) -> Iterator[tuple[float, Sample]]:
    """The samples of a series, each with its seconds from the start; its `at` is set later."""
    slot, squeezed = 0, "".join(text.split())
    assert _TOKEN.sub("", squeezed) == "", f"no series: {text}"
    for value, sign, count in _TOKEN.findall(squeezed):
        for _ in range(int(count or 1)):
            if sign != "-":
                outcome, reason, latency = _OUTCOMES["." if value else sign]
                yield (
                    slot * every,
                    Sample(
                        probe=probe,
                        at=START,
                        outcome=outcome,
                        reason=reason,
                        latency=latency,
                        values={"v": float(value)} if value else {},
                    ),
                )
            slot += 1


def checklist_of(scenario: Plain) -> Checklist:
    """The checklist that a scenario's `probes` and `triggers` make, armed at once where the file
    does not say otherwise."""
    rollback = {"previous": "recorded", **scenario.get("rollback", {})}
    lines = [_HEAD.replace("ROLLBACK", _value(rollback))]
    for name, probe in scenario["probes"].items():
        keys = {"kind": "http", "url": "http://x", "expect": ["status == 200"], **probe}
        if any(":" in each["measure"] for each in scenario["triggers"].values()):
            keys["values"] = {"v": "json.v"}
        lines += [f"[probes.{name}]", *_toml(keys)]
    for name, trigger in scenario["triggers"].items():
        keys = {"title": name, "settle": "0s", "shadow": "0s", **trigger}
        lines += [f"[triggers.{name}]", *_toml(keys)]
    return read_checklist("\n".join(lines).encode(), "scenario.toml", specs())


def _toml(keys: Plain) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in keys.items()]


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(_toml(value)) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return str(value).lower() if isinstance(value, bool) else repr(value).replace("'", '"')


@dataclass(slots=True)
class Stage:
    """A launch on which a scenario is played: the engine's one sentence, without an engine."""

    plan: Checklist
    state: LaunchState = EMPTY
    sight: Sight = field(default_factory=dict)
    gauges: Gauges = field(default_factory=Gauges)
    events: list[e.Event] = field(default_factory=list)
    kept: list[Sample] = field(default_factory=list)
    epoch: int = 1
    offset: float = 0.0
    away_until: float = -1.0
    evaluated: Callable[["Stage", float], None] | None = None

    def at(self, seconds: float) -> datetime:
        """What the wall clock shows so many seconds after the start."""
        return START + timedelta(seconds=seconds + self.offset)

    def begin(self, *, live: bool = True) -> None:
        """Created and started; live at once, with a previous version recorded."""
        self.sight = sight_of(self.plan.probes, START)
        self.record([replace(CREATED, rehearsal=False), STARTED], 0.0)
        self.record([e.ItemPassed(item="recorded")], 0.0)
        if live:
            self.record([e.LaunchWentLive()], 0.0)
        self.gauges = gauges_of(self.plan, self.state, self.sight, START, resumed=False)

    def record(self, facts: list[e.Fact], seconds: float, by: e.By = ENGINE) -> None:
        """Journal facts and what follows from them, and fold them."""
        waiting = list(facts)
        while waiting:
            fact = waiting.pop(0)
            event = e.Event(
                seq=self.state.seq + 1, at=self.at(seconds), epoch=self.epoch, by=by, fact=fact
            )
            self.state = fold(self.state, event)
            self.events.append(event)
            waiting += slept(self.plan, self.state, fact)
            self.gauges.follow(self.state, event)

    def pass_time(self, start: float, until: float) -> None:
        """Everything that falls due after `start` and up to `until` happens in its time."""
        if self.away_until >= 0:
            return
        now = start
        while True:
            self._turn(now)
            coming = [
                (at - self.at(0)).total_seconds()
                for at in (
                    next_deadline(self.plan, self.state, self.sight, self.at(now)),
                    self.gauges.deadline(),
                )
                if at is not None
            ]
            due = max(min(coming, default=until + 1), now)
            if due > until:
                return
            assert due > now or self._pending(now), "a deadline that has passed was not acted on"
            now = due

    def _pending(self, now: float) -> bool:
        before = self.state.seq
        self._turn(now)
        return self.state.seq > before

    def _turn(self, now: float) -> None:
        at = self.at(now)
        if self.gauges.next_at <= at.timestamp():
            self.record(evaluate(self.plan, self.state, self.gauges, at), now)
            if self.evaluated is not None:
                self.evaluated(self, now)
        self.record(advance(self.plan, self.state, self.sight, at), now)

    def see(self, seconds: float, sample: Sample) -> None:
        """Take in a sample, unless nobody is there."""
        if self.away_until >= 0:
            return
        seen = replace(sample, at=self.at(seconds))
        self.kept.append(seen)
        series = self.sight[seen.probe]
        series.add(seen)
        facts = judge(self.state, series, seen)
        self.record(
            facts + look(self.plan, self.state, self.gauges, seen, self.at(seconds)), seconds
        )

    def come_back(self, stopped: float, seconds: float) -> None:
        """A new engine: everything from the journal and the stored samples."""
        state = EMPTY
        for event in self.events:
            state = fold(state, event)
        assert state == self.state
        self.epoch += 1
        self.sight = sight_of(self.plan.probes, START)
        for sample in self.kept:
            self.sight[sample.probe].add(sample)
        now, since = self.at(seconds), self.at(stopped)
        self.gauges = Gauges()
        gap = after_gap(self.plan, self.state, seconds - stopped, "the engine stopped")
        self.record([STARTED, e.EngineResumed(since=since), *gap], seconds)
        self.gauges = gauges_of(self.plan, self.state, self.sight, now, resumed=True)

    def trip_of(self, trigger: str) -> float | None:
        """Seconds from the start to its first real trip."""
        for event in self.events:
            fact = event.fact
            if isinstance(fact, TriggerTripped) and fact.trigger == trigger and not fact.shadow:
                return (event.at - self.at(0)).total_seconds()
        return None


@dataclass(frozen=True, slots=True)
class Happening:
    """A sample or a `then`, at its time; samples come first."""

    at: float
    order: int
    do: Callable[[Stage], None]


def load(path: Path) -> Plain:
    """A scenario's file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def play(scenario: Plain) -> Stage:
    """Play it; an expectation that fails is an AssertionError that names its time."""
    plan = checklist_of(scenario)
    stage = Stage(plan)
    stage.begin(live=scenario.get("live", True))
    run(stage, happenings(plan, scenario))
    return stage


def happenings(plan: Checklist, scenario: Plain) -> list[Happening]:
    """Everything that a scenario says, in order of time."""
    found = []
    for name, text in scenario.get("series", {}).items():
        for at, sample in samples(name, plan.probes[name].every, text):
            found.append(Happening(at, 0, partial(_see, at, sample)))
    for each in scenario.get("then", ()):
        at = duration(each["at"])
        found.append(Happening(at, 1, partial(_then, at, each)))
        if each.get("do") in ("restart", "sleep"):
            back = at + duration(each["for"])
            found.append(Happening(back, 1, partial(_back, at, back, each)))
    return sorted(found, key=lambda each: (each.at, each.order))


def _see(at: float, sample: Sample, stage: Stage) -> None:
    stage.see(at, sample)


def run(stage: Stage, what: list[Happening]) -> None:
    """Let it all happen."""
    now = 0.0
    for each in what:
        stage.pass_time(now, each.at - 1e-6 if each.order == 0 else each.at)
        now = each.at
        each.do(stage)
        if each.order == 1:
            stage.pass_time(now, now)


def _back(left: float, now: float, each: Plain, stage: Stage) -> None:
    stage.away_until = -1.0
    if each["do"] == "sleep":
        stage.record([e.ClockStepped(cause="suspend", seconds=now - left)], now)
    else:
        stage.come_back(left, now)


def _then(at: float, each: Plain, stage: Stage) -> None:
    if each.get("refused"):
        with pytest.raises(Refused, match=re.escape(each["refused"])):
            _do(stage, at, each)
    elif "do" in each:
        _do(stage, at, each)
        stage.pass_time(at, at)
    for name, wanted in each.get("expect", {}).items():
        found = _found(stage, name, at)
        for key, value in (wanted if isinstance(wanted, dict) else {"is": wanted}).items():
            assert found[key] == value, (
                f"at {each['at']}: {name} {key} is {found[key]}, not {value}"
            )


def _found(stage: Stage, name: str, at: float) -> Plain:
    if name == "rollbacks":
        return {"is": sum(isinstance(each.fact, e.RollbackRequested) for each in stage.events)}
    if name == "causes":
        return {"is": sorted(stage.state.rollback.triggers) if stage.state.rollback else []}
    if name == "verdict":
        return {"is": decision(stage.plan, stage.state, stage.at(at)).word}
    if name == "events":
        kinds = [each.fact.kind for each in stage.events]
        return {kind: kinds.count(kind) for kind in e.FACTS}
    if name == "step":
        return {name: each.status for name, each in stage.state.steps.items()}
    known, gauge = stage.state.trigger(name), stage.gauges.all[name]
    return {
        "is": known.status,
        "verdict": gauge.verdict,
        "observed": round(gauge.observed, 3),
        "recorded": round(known.observed, 3),
        "n": gauge.meter.window.n,
        "streak": known.value,
        "blind": known.blind_since is not None,
        "action": known.action,
        "blocked": known.blocked,
        "reason": known.reason,
        "would": known.would_have_tripped,
        "trips": known.trips,
        "acts_in": _seconds(stage.at(at), known.acts_at),
    }


def _seconds(now: datetime, then: datetime | None) -> float | None:
    return round((then - now).total_seconds(), 3) if then is not None else None


def _do(stage: Stage, at: float, each: Plain) -> None:
    word, name, now = each["do"], each.get("trigger", ""), stage.at(at)
    reason = each.get("reason", "")
    seconds = duration(each["for"]) if "for" in each and word in ("hold", "disarm") else None
    commands: dict[str, c.Command] = {
        "acknowledge": AcknowledgeTrigger(trigger=name, reason=reason),
        "hold": HoldTrigger(trigger=name, reason=reason, seconds=seconds),
        "override": OverrideTrigger(trigger=name, reason=reason, second=each.get("second", "")),
        "disarm": DisarmTrigger(trigger=name, reason=reason, seconds=seconds),
        "reset": ResetTrigger(trigger=name, reason=reason),
        "roll back": c.RollBack(typed="ROLLBACK", reason=reason),
        "pass": c.PassItem(item=each.get("item", "")),
        "go live": c.GoLive(),
    }
    step = each.get("step", "")
    facts: dict[str, Callable[[], list[e.Fact]]] = {
        "rolled back": lambda: [e.RollbackEnded(outcome="rolled_back")],
        "rollback fails": lambda: [e.RollbackEnded(outcome="failed", step="undo-it")],
        "step starts": lambda: [
            e.StepRequested(step=step, attempt="a1", argv=(), directory="/", target="production"),
            e.StepStarted(step=step, attempt="a1", pid=7),
        ],
        "step ends": lambda: [e.StepEnded(step=step, attempt="a1", outcome="succeeded")],
        "record again": lambda: [e.ItemPassed(item="recorded")],
        "unrecord": lambda: [e.ItemReopened(item="recorded")],
    }
    if word in commands:
        stage.record(list(decide(stage.plan, stage.state, commands[word], ANA, now)), at, ANA)
    elif word in facts:
        stage.record(facts[word](), at)
    elif word in ("restart", "sleep"):
        stage.away_until = at
    elif word == "clock":
        text = each["by"]
        by = -duration(text[1:]) if text.startswith("-") else duration(text)
        stage.offset += by
        stage.record([e.ClockStepped(cause="wall", seconds=by)], at)
    elif word == "look now":
        sample = Sample(probe=each["probe"], at=now, outcome="fail", scheduled=False)
        stage.see(at, sample)
    else:
        raise AssertionError(f"nobody knows how to {word}")
