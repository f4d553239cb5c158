"""The format of a scenario's file, in the words of `checklist/fields.py`: the reader and the docs
are made from it."""

from typing import Final

from golive_tui.checklist.fields import (
    Choice,
    Field,
    Flag,
    ListOf,
    MapOf,
    Slug,
    Span,
    Spec,
    TableOf,
    Text,
    Whole,
)
from golive_tui.checklist.format_triggers import ACTIONS
from golive_tui.launch.faults import FAULTS
from golive_tui.rehearsal.acts import ACTS
from golive_tui.rehearsal.scenario import KILL, START

SUBJECTS: Final = ("trigger", "probe", "round", "rollback", "event", "verdict")

_AT = Field(name="at", type=Text(one_line=True, example="2m"), required=True, help="When.")
_AFTER = Field(
    name="after",
    type=Text(one_line=True, example="trigger.armed"),
    default=START,
    help="What that time counts from: `start`, the name of a fault, or the first event of a kind.",
)

FAULT: Final = Spec(
    name="fault",
    help="Something that breaks. Every other key is a setting of the fault.",
    fields=(
        Field(
            name="fault",
            type=Choice((*FAULTS, KILL)),
            required=True,
            help="What breaks: `golive fault` lists them with their settings.",
        ),
        Field(name="name", type=Slug(), help="What others call it; its word when left out."),
        _AT,
        _AFTER,
        Field(name="for", type=Span(), help="How long it lasts; to the end when left out."),
        Field(name="until", type=Span(), help="The same, as a time from its `after` on."),
    ),
    rest=MapOf(Text(one_line=True)),
)

ACT: Final = Spec(
    name="act",
    help="Something that somebody does.",
    fields=(
        Field(name="do", type=Choice(tuple(ACTS)), required=True, help="What."),
        _AT,
        _AFTER,
        Field(name="item", type=Text(one_line=True), help="The item."),
        Field(name="step", type=Text(one_line=True), help="The step."),
        Field(name="trigger", type=Text(one_line=True), help="The trigger."),
        Field(name="reason", type=Text(one_line=True), help="Why; the note of an item."),
        Field(name="second", type=Text(one_line=True), help="Who agrees to an override."),
        Field(name="for", type=Span(), help="How long to hold or to disarm."),
        Field(
            name="refused", type=Text(one_line=True), help="Words of the refusal that must come."
        ),
    ),
)

EXPECT: Final = Spec(
    name="expectation",
    help="What must follow. Names one subject: `trigger`, `probe`, `round`, `rollback`, `event` or "
    "`verdict`.",
    fields=(
        Field(name="trigger", type=Text(one_line=True), help="A trigger, with a `state`."),
        Field(name="probe", type=Text(one_line=True), help="A probe, with a `state`."),
        Field(
            name="round",
            type=Text(one_line=True, example="hour-1-6/3"),
            help="A round, or `any`, with a `state`: due, overdue, completed, missed.",
        ),
        Field(
            name="rollback",
            type=Whole(at_most=100),
            help="How often a rollback is begun; with a `state`, how often it ends so.",
        ),
        Field(name="event", type=Text(one_line=True), help="A kind of event."),
        Field(
            name="verdict",
            type=Choice(("go", "hold", "no-go")),
            help="What the launch says at the end of the scenario.",
        ),
        Field(
            name="state",
            type=Text(one_line=True, example="tripped"),
            help="What it must come to be; a trigger: armed, pending, cleared, tripped, blind...",
        ),
        Field(
            name="never",
            type=Text(one_line=True, example="tripped"),
            help="What it must not come to be, as `state`; of an event, `true` will do.",
        ),
        Field(
            name="between",
            type=ListOf(Span(), at_least=2, at_most=2),
            help="The first and the last moment at which it may come to be so.",
        ),
        _AFTER,
        Field(name="count", type=Whole(at_most=10_000_000), help="How often, exactly."),
        Field(name="at_least", type=Whole(at_most=10_000_000), help="How often at least."),
        Field(name="at_most", type=Whole(at_most=10_000_000), help="How often at most."),
    ),
)

POLICY: Final = Spec(
    name="policy",
    help="What a trip of a trigger does in this rehearsal, instead of what the checklist says.",
    fields=(
        Field(
            name="action",
            type=Choice(ACTIONS),
            required=True,
            help="As in the checklist.",
        ),
        Field(
            name="countdown",
            type=Span(at_least=1, at_most=3600),
            help="How long a countdown waits for somebody to hold it; 30 s when left out.",
        ),
    ),
)

SCENARIO: Final = Spec(
    name="scenario",
    help="A rehearsal with faults on a schedule. Times are launch time.",
    fields=(
        Field(name="title", type=Text(one_line=True), required=True, help="What it shows."),
        Field(name="about", type=Text(), default="", help="Why, for those who read it."),
        Field(
            name="how",
            type=Choice(("engine", "instant")),
            default="engine",
            help="With the real engine on a fast clock, or in no time with simulated probes.",
        ),
        Field(
            name="speed",
            type=Whole(at_least=1, at_most=3600),
            default=30,
            help="Launch seconds a second, for the real engine.",
        ),
        Field(name="until", type=Span(at_least=1.0), required=True, help="When it ends."),
        Field(
            name="rounds",
            type=Flag(),
            default=True,
            help="Whether somebody completes each round that falls due.",
        ),
        Field(
            name="previous",
            type=Slug(),
            help="The item whose pass says that there is a version to go back to; the checklist's "
            "own when left out.",
        ),
        Field(
            name="policy",
            type=MapOf(TableOf(POLICY), keys=Slug(), at_most=100),
            help="What trips do in this rehearsal, by trigger.",
        ),
        Field(name="fault", type=ListOf(TableOf(FAULT)), help="What breaks."),
        Field(name="act", type=ListOf(TableOf(ACT)), help="What is done."),
        Field(
            name="expect", type=ListOf(TableOf(EXPECT), at_least=1), required=True,
            help="What must follow.",
        ),
    ),
)  # fmt: skip
