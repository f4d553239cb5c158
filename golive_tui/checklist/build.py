"""The tree of tables made the model; only a tree without problems comes here."""

from collections.abc import Callable, Mapping
from typing import Final

from golive_tui.checklist import measures
from golive_tui.checklist.key_lines import Path
from golive_tui.checklist.model import (
    Channel,
    Check,
    Checklist,
    Contact,
    Gate,
    Item,
    Measure,
    Objective,
    Phase,
    Probe,
    Rollback,
    RoundItem,
    Section,
    Signoff,
    Stage,
    Step,
    Target,
    Trigger,
)
from golive_tui.checklist.table import Table, Titled, plain, target_values

TIMEOUT: Final = 5.0
"""Seconds of a look where the checklist says nothing; half of `every` where that is less."""

GRACE: Final = 3600.0
"""Seconds that a round may be late at most where the checklist says nothing; else a third of its
phase's `every`."""

LineOf = Callable[[Path], int]
"""Tells the line of a key path."""


def build(root: Table, line_of: LineOf) -> Checklist:
    """The checklist that a whole tree means."""
    probes = {table.key: _probe(table) for table in root.tables("probes")}
    signoff, rollback = root.table("signoff"), root.table("rollback")
    return Checklist(
        title=root.text("title"),
        targets={table.key: _target(table) for table in root.tables("targets")},
        probes=probes,
        objectives={each.key: _objective(each, probes) for each in root.tables("objectives")},
        triggers={each.key: _trigger(each, probes) for each in root.tables("triggers")},
        stages=tuple(_stage(table, line_of) for table in root.tables("stage")),
        watch=tuple(_phase(table) for table in root.tables("watch")),
        contacts=tuple(_contact(table, line_of) for table in root.tables("contact")),
        signoff=_signoff(signoff, line_of) if signoff else Signoff(),
        gates=tuple(_gate(table, line_of) for table in root.tables("gate")),
        channels={table.key: _channel(table) for table in root.tables("notify")},
        rollback=_rollback(rollback) if rollback else Rollback(),
        secrets={table.key: table.texts("command") for table in root.tables("secrets")},
    )


def _target(table: Table) -> Target:
    return Target(
        id=table.key,
        values=target_values(table),
        rehearsal=table.flag("rehearsal"),
        notify=table.flag("notify"),
    )


def _probe(table: Table) -> Probe:
    every = table.number("every") or 30.0
    return Probe(
        id=table.key,
        kind=table.text("kind"),
        title=table.text("title") or table.key,
        every=every,
        timeout=table.number("timeout") or min(TIMEOUT, every / 2),
        group=table.text("group"),
        expect=table.conditions("expect"),
        values=table.mapping("values"),
        slow=table.number("slow"),
        window=table.number("window") or 900.0,
        fail_after=table.whole("fail_after") or 1,
        recover_after=table.whole("recover_after") or 1,
        settings={name: plain(value) for name, value in table.settings.items()},
    )


def _measure(table: Table, probes: Mapping[str, Probe]) -> Measure:
    measure, of = table.text("measure"), table.texts("of")
    above, below = table.number("above"), table.number("below")
    limit = above if above is not None else below or 0.0
    everies = [probes[name].every for name in of]
    window = table.number("window") or measures.default_window(measure, limit, everies)
    return Measure(measure=measure, of=of, window=window or 0.0, above=above, below=below)


def _objective(table: Table, probes: Mapping[str, Probe]) -> Objective:
    return Objective(
        id=table.key,
        title=table.text("title"),
        measure=_measure(table, probes),
        group=table.text("group"),
    )


def _trigger(table: Table, probes: Mapping[str, Probe]) -> Trigger:
    measure = _measure(table, probes)
    return Trigger(
        id=table.key,
        title=table.text("title"),
        measure=measure,
        for_seconds=table.number("for") or 0.0,
        action=table.text("action"),
        needs=table.whole("needs") or measures.default_needs(measure.measure, measure.limit),
        every=min(table.number("every") or 0.0, measure.window),
        coverage=table.number("coverage") or 0.0,
        control=table.text("control"),
        on_blind=table.text("on_blind"),
        arm_after=table.text("arm_after"),
        settle=table.number("settle") or 0.0,
        shadow=table.number("shadow") or 0.0,
        countdown=table.number("countdown") or 0.0,
        max_hold=table.number("max_hold") or 0.0,
        four_eyes=table.flag("four_eyes"),
        rearm=table.number("rearm") or 0.0,
        clear_at=table.number("clear_at"),
        clear_for=table.number("clear_for") or 0.0,
    )


def _rollback(table: Table) -> Rollback:
    return Rollback(previous=table.text("previous"), healthy=table.texts("healthy"))


def _stage(table: Table, line_of: LineOf) -> Stage:
    return Stage(
        id=table.id,
        title=table.text("title"),
        sections=tuple(_section(inner, line_of) for inner in table.tables("section")),
        before_go_live=table.flag("before_go_live"),
        rollback=table.flag("rollback"),
        line=line_of(table.path),
    )


def _section(table: Table, line_of: LineOf) -> Section:
    return Section(
        id=table.id,
        title=table.text("title"),
        items=tuple(_item(inner, line_of) for inner in table.tables("item")),
        triggers=table.texts("triggers"),
        watch=table.texts("watch"),
        objectives=table.texts("objectives"),
        contacts=table.texts("contacts"),
        signoff=table.flag("signoff"),
        line=line_of(table.path),
    )


def _item(table: Table, line_of: LineOf, owner: str = "") -> Item:
    """An item; `owner` is that of the group it stands in."""
    owner = table.text("owner") or owner
    return Item(
        id=table.id,
        title=table.text("title"),
        owner=owner,
        help=table.text("help"),
        valid_for=table.number("valid_for"),
        after_go_live=table.flag("after_go_live"),
        checks=tuple(check_of(each) for each in table.tables("check")),
        step=_step(table) if table.has("run") else None,
        items=tuple(_item(inner, line_of, owner) for inner in table.tables("item")),
        probes=table.texts("probes"),
        four_eyes=table.flag("four_eyes"),
        line=line_of(table.path),
    )


def check_of(table: Table) -> Check:
    """The check that a table means."""
    return Check(
        kind=table.text("kind"),
        timeout=table.number("timeout") or TIMEOUT,
        expect=table.conditions("expect"),
        settings={name: plain(value) for name, value in table.settings.items()},
    )


def _step(table: Table) -> Step:
    line = table.text("run")
    return Step(
        run=(line,) if line else table.texts("run"),
        shell=table.flag("shell"),
        cwd=table.text("cwd"),
        env=table.mapping("env"),
        timeout=table.number("timeout"),
        success_exit_codes=table.wholes("success_exit_codes"),
        retries=table.whole("retries") or 0,
        needs=table.texts("needs"),
        verify=table.texts("verify"),
        rehearse=table.texts("rehearse"),
        confirm=table.text("confirm"),
        rerun=table.text("rerun"),
        exclusive=table.text("exclusive"),
        no_return=table.flag("no_return"),
        on_rollback=table.text("on_rollback"),
        interactive=table.flag("interactive"),
        outputs=table.texts("outputs"),
        evidence=table.texts("evidence"),
    )


def _phase(table: Table) -> Phase:
    every = table.number("every") or 0.0
    grace = table.number("grace")
    return Phase(
        id=table.id,
        title=table.text("title"),
        start=table.number("from") or 0.0,
        until=table.number("until") or 0.0,
        every=every,
        grace=grace if grace is not None else min(every / 3, GRACE),
        items=tuple(
            RoundItem(id=each.id, title=each.title, probes=each.texts("probes"))
            for each in table.titled("items")
        ),
    )


def _gate(table: Table, line_of: LineOf) -> Gate:
    return Gate(
        id=table.id,
        title=table.text("title"),
        stations=table.texts("stations"),
        before=table.text("before"),
        valid_for=table.number("valid_for") or 0.0,
        four_eyes=table.flag("four_eyes"),
        line=line_of(table.path),
    )


def _contact(table: Table, line_of: LineOf) -> Contact:
    name = table.text("name")
    return Contact(
        group=table.text("group"),
        role=table.text("role"),
        name=name,
        filled=not (name.startswith("[") and name.endswith("]")),
        line=line_of(table.path),
    )


def _channel(table: Table) -> Channel:
    return Channel(id=table.key, urls=table.texts("urls"), on=table.texts("on"))


def _signoff(table: Table, line_of: LineOf) -> Signoff:
    return Signoff(
        fields=table.texts("fields"),
        confirm=tuple(_confirmation(each, line_of) for each in table.titled("confirm")),
    )


def _confirmation(each: Titled, line_of: LineOf) -> Item:
    return Item(
        id=each.id,
        title=each.title,
        owner=each.table.text("owner") if each.table else "",
        help=each.table.text("help") if each.table else "",
        line=line_of(each.path),
    )
