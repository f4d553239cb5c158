"""The checklist as values: what should happen, in the document's own order and words.

stage > section > item, items within items; beside them the targets, probes, objectives,
triggers, the watch's phases, the contacts and the sign-off. All durations are float seconds,
all ratios floats (0.05 is 5 %). Nothing here changes while a launch runs.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct, field

from golive_tui.checklist.condition import Condition

SCHEMA: Final = 1
"""The format version that this program writes and the newest that it reads."""

Settings = Mapping[str, object]
"""The fields of a probe kind as its Spec read them, `${...}` still in the strings."""


class Target(Struct, frozen=True, kw_only=True):
    """A named set of values that fills `${...}`; `rehearsal`: it touches nothing real, and sends
    notices only with `notify`."""

    id: str
    values: Mapping[str, str]
    rehearsal: bool = False
    notify: bool = False


class Probe(Struct, frozen=True, kw_only=True):
    """A check repeated every `every` seconds with a hard deadline of `timeout` seconds.

    `slow`: p95 above it (seconds) makes the verdict `slow`. `values` names facts to keep as
    numbers with each sample (`rpm = "metric.http_requests_total"`). `fail_after` and
    `recover_after` are the runs of equal outcomes that settle a verdict.
    """

    id: str
    kind: str
    title: str
    every: float
    timeout: float
    group: str = ""
    expect: tuple[Condition, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    slow: float | None = None
    window: float = 900.0
    fail_after: int = 2
    recover_after: int = 2
    settings: Settings = field(default_factory=dict)


class Check(Struct, frozen=True, kw_only=True):
    """The same machinery run once, to give an item its evidence; of several the worst counts."""

    kind: str
    timeout: float
    expect: tuple[Condition, ...] = ()
    settings: Settings = field(default_factory=dict)


class Step(Struct, frozen=True, kw_only=True):
    """What an item with `run` runs: an argv, or one shell line when `shell` is set.

    `rehearse` stands in for it in a rehearsal; without it a rehearsal refuses the step.
    `confirm` is what the lead must give before it starts.
    """

    run: tuple[str, ...]
    shell: bool = False
    cwd: str = ""
    env: Mapping[str, str] = field(default_factory=dict)
    timeout: float | None = None
    success_exit_codes: tuple[int, ...] = (0,)
    retries: int = 0
    needs: tuple[str, ...] = ()
    verify: tuple[str, ...] = ()
    rehearse: tuple[str, ...] = ()
    confirm: str = "enter"
    rerun: str = "ask"
    exclusive: str = ""
    no_return: bool = False
    on_rollback: str = "wait"
    interactive: bool = False
    outputs: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


class Item(Struct, frozen=True, kw_only=True):
    """One node below a section: answered by a person, by its `checks`, or by its `step`.

    An item that holds items is a group: its status is theirs, rolled up. `valid_for` is the age
    in seconds at which a pass grows stale. `after_go_live`: it cannot be answered earlier, although
    its stage is `before_go_live`. `four_eyes`: two people pass it; a step of it is run by one and
    approved by another. `line` is where the file defines it.
    """

    id: str
    title: str
    owner: str = ""
    help: str = ""
    valid_for: float | None = None
    after_go_live: bool = False
    checks: tuple[Check, ...] = ()
    step: Step | None = None
    items: tuple["Item", ...] = ()
    probes: tuple[str, ...] = ()
    four_eyes: bool = False
    line: int = 0

    @property
    def is_group(self) -> bool:
        """Whether its status is that of the items it holds."""
        return bool(self.items)

    def leaves(self) -> Iterator["Item"]:
        """The items that carry a status of their own, in order."""
        if not self.items:
            yield self
        for child in self.items:
            yield from child.leaves()


class Section(Struct, frozen=True, kw_only=True):
    """A heading inside a stage: its items, and what else the document has under it.

    `triggers`, `watch` and `objectives` name definitions shown here; `contacts` names the groups
    of contacts; `signoff` shows the sign-off fields.
    """

    id: str
    title: str
    items: tuple[Item, ...] = ()
    triggers: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    signoff: bool = False
    line: int = 0


class Stage(Struct, frozen=True, kw_only=True):
    """A top heading. `before_go_live`: its items are counted as open work when going live.

    `rollback`: its steps undo a launch; they are not counted as progress.
    """

    id: str
    title: str
    sections: tuple[Section, ...] = ()
    before_go_live: bool = False
    rollback: bool = False
    line: int = 0


class Measure(Struct, frozen=True, kw_only=True):
    """What a rule looks at: `error_rate`, `p50`, `p95`, `p99`, `max`, `consecutive_failures`,
    `availability`, `value:NAME` (newest), `mean:NAME`, or `rate:NAME` (a counter's growth a
    second), over `window` seconds of the samples of the probes `of`. Exactly one bound is set.
    """

    measure: str
    of: tuple[str, ...]
    window: float
    above: float | None = None
    below: float | None = None

    @property
    def limit(self) -> float:
        """The bound, whichever it is."""
        return self.above if self.above is not None else self.below or 0.0


class Objective(Struct, frozen=True, kw_only=True):
    """A figure that the launch must keep: met while `measure` is on the good side of its bound.

    Here `above` and `below` say where the value must be.
    """

    id: str
    title: str
    measure: Measure
    group: str = ""


class Trigger(Struct, frozen=True, kw_only=True):
    """A rule whose breach, kept up for `for_seconds`, asks for or starts the rollback.

    Here `above` and `below` say where the value must not be. All durations are seconds. `action`
    is `notify`, `ask`, `countdown` or `auto`. `needs` is the least number of samples for a
    verdict. `clear_at` None is the bound itself; of a streak it is good looks in a row. `arm_after`
    is an item's id or `go-live`; `control` a probe's id or empty. `on_blind`: `hold` or `notify`.
    """

    id: str
    title: str
    measure: Measure
    for_seconds: float = 0.0
    action: str = "ask"
    needs: int = 1
    every: float = 15.0
    coverage: float = 0.8
    control: str = ""
    on_blind: str = "hold"
    arm_after: str = "go-live"
    settle: float = 60.0
    shadow: float = 600.0
    countdown: float = 30.0
    max_hold: float = 600.0
    four_eyes: bool = False
    rearm: float = 1800.0
    clear_at: float | None = None
    clear_for: float = 300.0


class Rollback(Struct, frozen=True, kw_only=True):
    """What must be known before a rollback starts by itself: `previous`, the item whose pass says
    that there is a version to go back to, and the probes by which that is `healthy`."""

    previous: str = ""
    healthy: tuple[str, ...] = ()


class RoundItem(Struct, frozen=True, kw_only=True):
    """One question of a round. With `probes`, their digest answers it when it can."""

    id: str
    title: str
    probes: tuple[str, ...] = ()


class Phase(Struct, frozen=True, kw_only=True):
    """A stretch of the watch: rounds every `every` seconds in (`start`, `until`], from T0.

    A round is overdue `grace` seconds after it fell due.
    """

    id: str
    title: str
    start: float
    until: float
    every: float
    grace: float
    items: tuple[RoundItem, ...] = ()

    @property
    def rounds(self) -> int:
        """How many rounds fall due in this phase."""
        return int((self.until - self.start) / self.every + 1e-9)


class Gate(Struct, frozen=True, kw_only=True):
    """A go/no-go poll before a stage, or (with `before` empty) before going live.

    Every station votes; a vote is good for `valid_for` seconds, and only while nothing that it
    rested on has changed. `four_eyes`: no person answers for two stations.
    """

    id: str
    title: str
    stations: tuple[str, ...]
    before: str = ""
    valid_for: float = 1800.0
    four_eyes: bool = False
    line: int = 0


class Contact(Struct, frozen=True, kw_only=True):
    """Whom to call. A name in square brackets is the document's placeholder: not filled."""

    group: str
    role: str
    name: str
    filled: bool = True
    line: int = 0


class Channel(Struct, frozen=True, kw_only=True):
    """Where notices go: Apprise URLs, which are secrets, and what the channel is told of."""

    id: str
    urls: tuple[str, ...]
    on: tuple[str, ...]


class Signoff(Struct, frozen=True, kw_only=True):
    """The record at the end: fields to fill, and what must be confirmed (as items)."""

    fields: tuple[str, ...] = ()
    confirm: tuple[Item, ...] = ()


class Checklist(Struct, frozen=True, kw_only=True):
    """The whole definition. `secrets` are commands that print one, by the name of the secret."""

    title: str
    targets: Mapping[str, Target]
    probes: Mapping[str, Probe]
    objectives: Mapping[str, Objective]
    triggers: Mapping[str, Trigger]
    stages: tuple[Stage, ...]
    watch: tuple[Phase, ...] = ()
    contacts: tuple[Contact, ...] = ()
    signoff: Signoff = Signoff()
    gates: tuple[Gate, ...] = ()
    channels: Mapping[str, Channel] = field(default_factory=dict)
    rollback: Rollback = Rollback()
    secrets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def leaves(self) -> Iterator[tuple[tuple[str, ...], Stage, Item]]:
        """Every item with a status of its own: titles above it, its stage, the item; in order.

        The sign-off's confirmations come where a section shows the sign-off.
        """
        for stage in self.stages:
            for section in stage.sections:
                yield from _leaves((stage.title, section.title), stage, section.items)
                if section.signoff:
                    yield from _leaves((stage.title, section.title), stage, self.signoff.confirm)

    def item(self, item_id: str) -> Item | None:
        """The leaf of that id, or the group of that id, if there is one."""
        for stage in self.stages:
            for section in stage.sections:
                found = _find(section.items, item_id)
                if found is not None:
                    return found
        return _find(self.signoff.confirm, item_id)

    def gate(self, gate_id: str) -> Gate | None:
        """The gate of that id, if there is one."""
        return next((gate for gate in self.gates if gate.id == gate_id), None)

    def phase(self, phase_id: str) -> Phase | None:
        """The phase of that id, if there is one."""
        return next((phase for phase in self.watch if phase.id == phase_id), None)


def _leaves(
    path: tuple[str, ...], stage: Stage, items: tuple[Item, ...]
) -> Iterator[tuple[tuple[str, ...], Stage, Item]]:
    for item in items:
        if item.items:
            yield from _leaves((*path, item.title), stage, item.items)
        else:
            yield path, stage, item


def _find(items: tuple[Item, ...], item_id: str) -> Item | None:
    for item in items:
        if item.id == item_id:
            return item
        found = _find(item.items, item_id)
        if found is not None:
            return found
    return None
