"""Figures by group, read from whatever shape they come in, and what is demanded of them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from golive_tui.checklist.condition import look_up
from golive_tui.errors import InputError
from golive_tui.probes.kind import Objection
from golive_tui.probes.look.backup_files import moment
from golive_tui.probes.look.prometheus_answer import named
from golive_tui.units import show_duration

AHEAD: Final = 60.0
"""Seconds by which another host's clock may be ahead of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A group's figure, and when it was true (seconds since the epoch), where that is told."""

    value: float
    at: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Where in a document or a row the figures stand."""

    select: str
    group: str
    value: str
    at: str

    def of_document(self, document: object) -> dict[str, Figure]:
        """Figures of a list of objects, or of an object by group; raises InputError."""
        found = document
        if self.select:
            there, found = look_up({"json": document}, f"json.{self.select}")
            if not there:
                raise InputError(f"the answer has nothing at {self.select}")
        if isinstance(found, list):
            return self.of_rows([each for each in found if isinstance(each, Mapping)])
        if not isinstance(found, Mapping):
            raise InputError("the answer is neither a list nor an object by group")
        rows = [
            {**(each if isinstance(each, Mapping) else {self.value: each}), self.group: group}
            for group, each in found.items()
        ]
        return self.of_rows(rows)

    def of_rows(self, rows: Sequence[Mapping[str, object]]) -> dict[str, Figure]:
        """Figures of objects or rows; raises InputError where one has none."""
        figures: dict[str, Figure] = {}
        for row in rows:
            group = row.get(self.group)
            if group is None:
                raise InputError(f"a figure names no {self.group}")
            name = named(str(group))
            if name in figures:
                raise InputError(f"{self.group} {name} has several figures")
            figures[name] = Figure(
                value=_number(row.get(self.value), name), at=moment(row.get(self.at))
            )
        return figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """What each group must keep to; ages in seconds, drops 0 to 1."""

    groups: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    max_age: float | None = None
    flat_after: float | None = None
    baseline: float | dict[str, float] | None = None
    max_drop: float | None = None

    @property
    def _bases(self) -> dict[str, float]:
        """The baseline of each group that has one of its own, by the name that figures have."""
        own = self.baseline if isinstance(self.baseline, dict) else {}
        return {named(group): base for group, base in own.items()}

    def drops(self, figures: Mapping[str, Figure]) -> dict[str, float]:
        """By how much each group is below its baseline."""
        for_all = None if isinstance(self.baseline, dict) else self.baseline
        bases, drops = self._bases, dict[str, float]()
        for group, figure in figures.items():
            if base := bases.get(group, for_all):
                drops[group] = 1 - figure.value / base
        return drops

    def objection(
        self, figures: Mapping[str, Figure], now: float, unmoved: Mapping[str, float]
    ) -> Objection | None:
        """The first demand that a group does not keep to; `unmoved`: seconds since it moved."""
        for group in (*map(named, self.groups), *self._bases):
            if group not in figures:
                return _fail("assert.missing_value", f"there is no figure for {group}")
        for group, figure in figures.items():
            if (objection := self._stale(group, figure, now, unmoved.get(group, 0.0))) is not None:
                return objection
            if self.least is not None and figure.value < self.least:
                told = f"{group} has {figure.value:.6g}, and should have {self.least:g}"
                return _fail("assert.failed", told)
            if self.most is not None and figure.value > self.most:
                told = f"{group} has {figure.value:.6g}, and may have {self.most:g}"
                return _fail("assert.failed", told)
        for group, drop in self.drops(figures).items():
            if self.max_drop is not None and drop > self.max_drop:
                return _fail("assert.failed", f"{group} is {drop:.0%} below its baseline")
        return None

    def _stale(self, group: str, figure: Figure, now: float, unmoved: float) -> Objection | None:
        if self.flat_after is not None and unmoved >= self.flat_after:
            told = f"{group} has not moved for {show_duration(unmoved)}"
            return _fail("stale.no_sample", told)
        if self.max_age is None:
            return None
        if figure.at is None:
            return _fail("stale.no_sample", f"nothing says how old the figure of {group} is")
        if figure.at > now + AHEAD:
            told = f"the figure of {group} bears a time that is still to come"
            return Objection(facts=(), reason="inconclusive", detail=told, outcome="error")
        if now - figure.at > self.max_age:
            told = f"the figure of {group} is {show_duration(now - figure.at)} old"
            return _fail("stale.no_sample", told)
        return None


def _number(value: object, group: str) -> float:
    try:
        number = float(value) if isinstance(value, int | float | str) else math.nan
    except ValueError:
        number = math.nan
    if isinstance(value, bool) or not math.isfinite(number):
        raise InputError(f"the figure of {group} is no number")
    return number


def _fail(reason: str, detail: str) -> Objection:
    return Objection(facts=(), reason=reason, detail=detail)
