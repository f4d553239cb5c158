"""Rules of probes, objectives and triggers: units that fit, windows that hold samples enough."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from golive_tui.checklist import measures
from golive_tui.checklist.problems import Problems, meant, one_of
from golive_tui.checklist.scalars import found, span
from golive_tui.checklist.table import Table
from golive_tui.errors import UnitError
from golive_tui.text import clean, plural
from golive_tui.units import duration, percent, rate

_WANTED: Final[Mapping[measures.Unit, tuple[str, str]]] = {
    "percentage": ("a percentage", '"5%"'),
    "duration": ("a duration", '"1s" or "100ms"'),
    "whole": ("a whole number", "3"),
    "rate": ("a rate", '"1000/min"'),
}


class _Rule(Struct, frozen=True, kw_only=True):
    """An objective or a trigger of which everything is known that its samples depend on."""

    table: Table
    measure: str
    limit: float
    window: float
    probes: Mapping[str, float]
    """Seconds between two looks, by probe."""


def check_measures(root: Table, problems: Problems) -> None:
    """Add every problem of the probes and of what is measured of them."""
    probes = {table.key: table for table in root.tables("probes")}
    for probe in probes.values():
        _check_timeout(probe, problems)
    for objective in root.tables("objectives"):
        rule = _rule(objective, probes, problems)
        if rule is not None and measures.figure(rule.measure) in measures.RANKED:
            _check_samples(rule, measures.least_samples(rule.measure, rule.limit), problems)
    for trigger in root.tables("triggers"):
        _check_direction(trigger, problems)
        rule = _rule(trigger, probes, problems)
        if rule is not None:
            _check_needs(rule, problems)


def _check_timeout(probe: Table, problems: Problems) -> None:
    timeout, every = probe.number("timeout"), probe.number("every")
    if timeout is not None and every is not None and timeout >= every:
        message = f"{span(timeout)} is not shorter than `every`, which is {span(every)}"
        problems.add((*probe.path, "timeout"), message, "one look must end before the next begins")


def _rule(table: Table, probes: Mapping[str, Table], problems: Problems) -> _Rule | None:
    """What can be judged further; None where something of it is wrong or missing."""
    measure, bound = table.text("measure"), _bound(table, problems)
    of = [probes[name] for name in table.texts("of") if name in probes]
    if not measure:
        return None
    _check_value(table, measure, of, problems)
    _check_reach(table, measure, of, problems)
    limit = table.number(bound) if bound and fits_unit(table, bound, measure, problems) else None
    everies = {probe.key: every for probe in of if (every := probe.number("every")) is not None}
    if limit is None or not everies or len(everies) < len(table.texts("of")):
        return None
    if not table.sound("window"):
        return None
    window = table.number("window")
    if window is None:
        window = measures.default_window(measure, limit, list(everies.values()))
    if window is None:
        problems.add(table.path, "`window` is missing", f"`{measure}` is measured over one")
        return None
    return _Rule(table=table, measure=measure, limit=limit, window=window, probes=everies)


def _bound(rule: Table, problems: Problems) -> str | None:
    """Which of the two bounds is set, if it is exactly one."""
    given = [key for key in ("above", "below") if rule.has(key)]
    if not given:
        problems.add(rule.path, "no bound", "give it `above` or `below`")
    elif len(given) == 2:
        problems.add((*rule.path, "below"), "both `above` and `below`", "give it one of them")
    return given[0] if len(given) == 1 else None


def fits_unit(rule: Table, bound: str, measure: str, problems: Problems) -> bool:
    """Whether the bound is written in the unit of what is measured."""
    if not rule.sound(bound):
        return False
    value, unit = rule.raw[bound], measures.unit(measure)
    path = (*rule.path, bound)
    if _is_in(unit, value):
        limit = rule.number(bound)
        if unit != "percentage" or limit is None or limit <= 1:
            return True
        problems.add(path, f"{found(value)} is more than all of them", "at most 100%")
        return False
    what, example = _WANTED[unit]
    if unit == "percentage" and isinstance(value, int | float) and 0 < value < 1:
        example = f'"{value * 100:g}%"'
    message = f"{found(value)} where {what} is needed, since `{measure}` is one"
    problems.add(path, message, f"write it like {example}")
    return False


def _is_in(unit: measures.Unit, value: object) -> bool:
    if unit == "any":
        return True
    if unit == "whole":
        return isinstance(value, int) and value >= 0
    if not isinstance(value, str):
        return False
    try:
        {"percentage": percent, "duration": duration, "rate": rate}[unit](value)
    except UnitError:
        return False
    return True


def _check_value(rule: Table, measure: str, of: list[Table], problems: Problems) -> None:
    """A value that is measured must be one that each probe keeps."""
    name = measures.value_name(measure)
    if not name:
        return
    for probe in of:
        kept = probe.mapping("values")
        if name not in kept and probe.sound("values"):
            hint = meant(name, kept) or (one_of(kept) if kept else "give the probe `values`")
            message = f"the probe `{probe.key}` keeps no value `{clean(name, 60)}`"
            problems.add((*rule.path, "measure"), message, hint)


def _check_direction(trigger: Table, problems: Problems) -> None:
    if trigger.text("measure") == "consecutive_failures" and trigger.has("below"):
        message = "few failures in a row are no reason to roll back"
        problems.add((*trigger.path, "below"), message, "write `above`")


def _check_reach(rule: Table, measure: str, of: list[Table], problems: Problems) -> None:
    """A probe keeps the samples of its own window, and beyond it only how long it was up."""
    window = rule.number("window")
    for probe in of:
        kept = probe.number("window")
        if window and kept and window > kept and measure != "availability":
            message = f"{span(window)} is longer than the probe `{probe.key}` keeps its samples"
            hint = f'give that probe `window = "{span(window)}"`; it keeps {span(kept)}'
            problems.add((*rule.path, "window"), message, hint)


def _check_needs(rule: _Rule, problems: Problems) -> None:
    least = measures.least_samples(rule.measure, rule.limit)
    needs = rule.table.whole("needs")
    if needs is not None and needs < least:
        message = f"{needs} is too few for a verdict of `{rule.measure}`"
        problems.add((*rule.table.path, "needs"), message, f"at least {least}")
    wanted = needs or measures.default_needs(rule.measure, rule.limit)
    _check_samples(rule, max(wanted, least), problems)


def _check_samples(rule: _Rule, least: int, problems: Problems) -> None:
    """Too few samples for its window is an error of the checklist, not a silent unknown.

    A streak is one probe's; all else is of the samples of the probes together.
    """
    together = [rule.probes]
    if rule.measure == "consecutive_failures":
        together = [{probe: every} for probe, every in rule.probes.items()]
    for probes in together:
        everies = list(probes.values())
        seen = measures.samples(rule.window, everies)
        if seen < least:
            looks = [f"`{probe}` every {span(every)}" for probe, every in probes.items()]
            of = clean(" and ".join(looks), 150)
            message = f"{span(rule.window)} of {of} is {plural(seen, 'sample')}; it needs {least}"
            enough = span(measures.least_window(least, everies))
            hint = f'a window of "{enough}", or a probe that looks more often'
            problems.add((*rule.table.path, "window"), message, hint)
