"""Scenarios on disk: those that come with golive, and everybody's own; every problem at once."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Final, cast

from golive_tui.checklist.links_triggers import AUTOMATIC
from golive_tui.checklist.model import Checklist
from golive_tui.checklist.problems import Problems, meant, one_of
from golive_tui.checklist.source import LARGEST, parse
from golive_tui.checklist.table import Table
from golive_tui.checklist.walk import Walk
from golive_tui.errors import ChecklistError, NotFound, Problem, UnitError
from golive_tui.launch.events import FACTS
from golive_tui.launch.faults import FAULTS, problem
from golive_tui.rehearsal.acts import ACTS
from golive_tui.rehearsal.scenario import (
    KILL,
    START,
    Act,
    Expectation,
    Fault,
    How,
    Planned,
    Policy,
    Scenario,
)
from golive_tui.rehearsal.scenario_format import SCENARIO, SUBJECTS
from golive_tui.text import clean
from golive_tui.units import duration

FOLDER: Final = Path(__file__).resolve().parent / "scenarios"
MOST: Final = 1_000_000_000
_STATED: Final = ("trigger", "probe", "round")
_GIVEN: Final = ("item", "step", "trigger", "reason", "second", "for")


def shipped() -> Mapping[str, Path]:
    """The scenarios that come with golive, by name, sorted."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}


def find(name: str) -> Path:
    """The file that a person means: a shipped name, or a path; raises NotFound."""
    known = shipped()
    if name in known:
        return known[name]
    path = Path(name)
    try:
        if path.is_file():
            return path
    except (OSError, ValueError):
        pass
    near = get_close_matches(name[:60], known, n=1)
    raise NotFound(
        f"no scenario {clean(name, 200)}",
        hint=f"did you mean `{near[0]}`?" if near else f"golive has: {', '.join(known)}",
    )


def load(path: Path, checklist: Checklist) -> Scenario:
    """The scenario in a file; raises ChecklistError with all its problems, also those of names
    that the checklist does not have."""
    file = clean(str(path), 300)
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        said = Problem(line=0, path="", message=f"cannot be read: {error.strerror}")
        raise ChecklistError(file, [said]) from error
    return read(data, file, path.stem, checklist)


def read(data: bytes, file: str, name: str, checklist: Checklist) -> Scenario:
    """The scenario in these bytes; `file` is what problems call it."""
    source = parse(data, file)
    problems = Problems(file, source.lines)
    root = Walk(problems, None).table(SCENARIO, source.document, ())
    reader = _Reader(root, problems, checklist)
    scenario = reader.scenario(name, file)
    problems.raise_if_any()
    return scenario


class _Reader:
    """From tables to the model, with what only all of the file and the checklist can tell."""

    def __init__(self, root: Table, problems: Problems, checklist: Checklist) -> None:
        self._root = root
        self._problems = problems
        self._checklist = checklist
        self._faults = [each.text("name") or each.text("fault") for each in root.tables("fault")]

    def scenario(self, name: str, file: str) -> Scenario:
        root = self._root
        return Scenario(
            name=name,
            file=file,
            title=root.text("title"),
            about=root.text("about"),
            how=cast("How", root.text("how") or "engine"),
            speed=float(root.whole("speed") or 30),
            until=root.number("until") or 0.0,
            rounds=root.flag("rounds"),
            faults=tuple(self._all_faults()),
            acts=tuple(self._act(each) for each in root.tables("act")),
            expectations=tuple(self._expectation(each) for each in root.tables("expect")),
            policies=tuple(self._policy(each) for each in root.tables("policy")),
            previous=self._previous(),
        )

    def _previous(self) -> str:
        previous = self._root.text("previous")
        if previous and self._checklist.item(previous) is None:
            self._add(self._root, "previous", f"the checklist has no item `{previous}`")
        return previous

    def _policy(self, table: Table) -> Policy:
        trigger, action = table.key, table.text("action")
        if trigger not in self._checklist.triggers:
            known = self._checklist.triggers
            hint = meant(trigger, known) or one_of(known)
            self._problems.add(table.path, f"the checklist has no trigger `{trigger}`", hint)
        if action in AUTOMATIC and not (
            self._root.has("previous") or self._checklist.rollback.previous
        ):
            hint = "add `previous`, the item whose pass says so"
            self._add(
                table, "action", f"`{action}` needs to know what there is to go back to", hint
            )
        if table.has("countdown") and action != "countdown":
            self._add(table, "countdown", f"`{action}` has no countdown")
        return Policy(trigger=trigger, action=action, countdown=table.number("countdown"))

    def _all_faults(self) -> Iterator[Fault]:
        for index, table in enumerate(self._root.tables("fault")):
            name = self._faults[index]
            if name in self._faults[:index]:
                self._add(table, "fault", f"a second fault is called `{name}`", "give it a `name`")
            yield self._fault(table, name)

    def _fault(self, table: Table, name: str) -> Fault:
        word = table.text("fault")
        own = {"fault", "name", "at", "after", "for", "until"}
        settings = {key: table.text(key) for key in table.values if key not in own}
        for key, text in settings.items():
            if word == KILL:
                self._add(table, key, f"`{KILL}` has no settings", "it has `for`")
            elif word in FAULTS and (wrong := problem(word, key, text)):
                self._add(table, key, f"`{key}` {wrong}")
        when = self._when(table)
        lasts, until = table.number("for"), table.number("until")
        if lasts is not None and until is not None:
            self._add(table, "until", "`for` and `until` say the same", "leave one of them out")
        if until is not None and lasts is None:
            lasts = until - when.at
            if lasts <= 0:
                self._add(table, "until", "is not after `at`")
        given = {
            key: each.default
            for key, each in (FAULTS[word].settings.items() if word in FAULTS else ())
        }
        return Fault(name=name, fault=word, settings={**given, **settings}, when=when, lasts=lasts)

    def _act(self, table: Table) -> Act:
        do = table.text("do")
        given = {key: table.text(key) for key in _GIVEN if key != "for" and table.text(key)}
        seconds = table.number("for")
        if seconds is not None:
            given["for"] = f"{seconds:g}s"
        needed = ACTS[do][0] if do in ACTS else ""
        if needed and needed not in given:
            self._add(table, "do", f"`{do}` needs `{needed}`")
        for key in ("item", "step"):
            if key in given and self._checklist.item(given[key]) is None:
                self._add(table, key, f"the checklist has no item `{clean(given[key], 60)}`")
        if "trigger" in given:
            self._known(table, "trigger", given["trigger"], self._checklist.triggers)
        return Act(do=do, when=self._when(table), given=given, refused=table.text("refused"))

    def _when(self, table: Table) -> Planned:
        seconds = 0.0
        if text := table.text("at"):
            try:
                seconds = duration(text)
            except UnitError as error:
                self._add(table, "at", error.message, error.hint)
        return Planned(at=seconds, after=self._after(table))

    def _after(self, table: Table) -> str:
        after = table.text("after") or START
        if after not in (START, *self._faults) and after not in FACTS:
            known = (START, *self._faults, *FACTS)
            hint = meant(after, known) or one_of((START, *self._faults)) + ", or a kind of event"
            self._add(table, "after", f"nothing here is called `{clean(after, 60)}`", hint)
        return after

    def _expectation(self, table: Table) -> Expectation:
        named = [each for each in SUBJECTS if table.has(each)]
        subject = named[0] if len(named) == 1 else ""
        if len(named) != 1:
            said = " and ".join(f"`{each}`" for each in named) or "nothing"
            path = (*table.path, named[1]) if len(named) > 1 else table.path
            self._problems.add(
                path, f"an expectation is about one thing; this names {said}", one_of(SUBJECTS)
            )
        never, state = table.text("never"), table.text("state")
        if subject in _STATED and bool(never) == bool(state):
            self._add(table, subject, f"`{subject}` needs a `state`, or what it is `never`")
        name = table.text(subject) if subject and subject != "rollback" else ""
        self._check_name(table, subject, name)
        between = table.values.get("between")
        found = [each for each in between if isinstance(each, float)] if between else []  # type: ignore[attr-defined]
        span = (found[0], found[1]) if len(found) == 2 else None
        if span is not None and span[0] > span[1]:
            self._add(table, "between", "ends before it begins")
        return Expectation(
            subject=subject,
            name=name,
            word=never or state or (name if subject == "verdict" else ""),
            never=bool(never),
            between=span,
            after=self._after(table),
            count=_count(table, subject),
            line=self._problems.line(table.path),
        )

    def _check_name(self, table: Table, subject: str, name: str) -> None:
        if subject == "trigger":
            self._known(table, subject, name, self._checklist.triggers)
            word = table.text("state") or table.text("never")
            if word and f"trigger.{word}" not in FACTS:
                words = [kind.partition(".")[2] for kind in FACTS if kind.startswith("trigger.")]
                hint = meant(word, words) or one_of(words)
                key = "state" if table.has("state") else "never"
                self._add(table, key, f"no trigger is ever `{clean(word, 60)}`", hint)
        elif subject == "probe":
            self._known(table, subject, name, self._checklist.probes)
        elif subject == "event" and name not in FACTS:
            self._add(table, "event", f"no kind of event `{clean(name, 60)}`", meant(name, FACTS))

    def _known(self, table: Table, key: str, name: str, known: Mapping[str, object]) -> None:
        if name not in known:
            hint = meant(name, known) or one_of(known)
            self._add(table, key, f"the checklist has no {key} `{clean(name, 60)}`", hint)

    def _add(self, table: Table, key: str, message: str, hint: str = "") -> None:
        self._problems.add((*table.path, key), message, hint)


def _count(table: Table, subject: str) -> tuple[int, int] | None:
    if subject == "rollback":
        times = table.whole("rollback") or 0
        return times, times
    exact = table.whole("count")
    if exact is not None:
        return exact, exact
    least, most = table.whole("at_least"), table.whole("at_most")
    if least is None and most is None:
        return None
    return least or 0, MOST if most is None else most
