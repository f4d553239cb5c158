"""The checklist format, declared: every table of it and every key, with its type and its help.

The reader, the JSON Schema and docs/checklist.md are made from these specs. A rule that no single
key can say (ids are unique, a window holds samples enough) stands in `links.py` and beside it.
"""

from typing import Final

from golive_tui.checklist.fields import (
    NAME,
    Choice,
    EitherOf,
    Field,
    Flag,
    KindTable,
    ListOf,
    MapOf,
    Quantity,
    Slug,
    Span,
    Spec,
    TableOf,
    Text,
    Whole,
)
from golive_tui.checklist.format_items import EXPECT, ID, IDS, STAGE, TITLE, TITLE_FIELD, WORDS
from golive_tui.checklist.format_measures import MEASURE_FIELDS
from golive_tui.checklist.format_triggers import ROLLBACK, TRIGGER
from golive_tui.checklist.model import SCHEMA

FACT: Final = Text(
    pattern="[A-Za-z_][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*", at_most=200, example="json.uptime"
)

TARGET: Final = Spec(
    name="target",
    help="A named set of values that fills `${...}`. Every key but these is a value.",
    fields=(
        Field(
            name="rehearsal",
            type=Flag(),
            default=False,
            help="Whether nothing real is touched: its values come from the stand-in, and a step "
            "runs its `rehearse` command or is refused.",
        ),
        Field(
            name="notify",
            type=Flag(),
            default=False,
            help="Whether a rehearsal sends notices too; a target that is none always does.",
        ),
    ),
    rest=MapOf(
        EitherOf((Text(template=True, example="https://api.example.com"), Whole())), keys=NAME
    ),
)

PROBE: Final = Spec(
    name="probe",
    help="A check repeated on a schedule. Beside these keys it has those of its kind.",
    fields=(
        Field(name="kind", type=Text(one_line=True), required=True, help="How it looks."),
        Field(name="title", type=TITLE, help="What people call it; else its id."),
        Field(
            name="every",
            type=Span(at_least=1, at_most=86400),
            default=30.0,
            help="From one look to the next.",
        ),
        Field(
            name="timeout",
            type=Span(at_least=0.05, at_most=600),
            help='Hard deadline of a look, shorter than `every`. "5s" when left out, or half of '
            "`every` where that is less.",
        ),
        Field(name="group", type=TITLE, help="Heading under which it is shown."),
        EXPECT,
        Field(
            name="values",
            type=MapOf(FACT, keys=NAME, at_most=20),
            help='Facts to keep as numbers with each sample, by name: `rpm = "metric.rpm"`.',
        ),
        Field(
            name="slow",
            type=Span(at_least=0.001),
            help="A p95 latency above it makes the verdict slow.",
        ),
        Field(
            name="window",
            type=Span(at_least=1),
            default=900.0,
            help="The stretch over which its own figures are shown.",
        ),
        Field(
            name="fail_after",
            type=Whole(at_least=1, at_most=100),
            default=2,
            help="Failures in a row that settle the verdict `fail`.",
        ),
        Field(
            name="recover_after",
            type=Whole(at_least=1, at_most=100),
            default=2,
            help="Good looks in a row that settle the verdict `ok` after a failure.",
        ),
    ),
)

OBJECTIVE: Final = Spec(
    name="objective",
    help="A figure that the launch must keep: met, not met, or not measured.",
    fields=(
        TITLE_FIELD,
        *MEASURE_FIELDS,
        Field(name="above", type=Quantity(), help="The value must be above it."),
        Field(name="below", type=Quantity(), help="The value must be below it."),
        Field(name="group", type=TITLE, help="Heading under which it is shown."),
    ),
)

ROUND_ITEM: Final = Spec(
    name="question",
    help="A question of a round.",
    fields=(
        ID,
        TITLE_FIELD,
        Field(name="probes", type=IDS, help="Probes whose digest answers it when it can."),
    ),
)

PHASE: Final = Spec(
    name="phase",
    help="A stretch of the watch after go-live, with a round every so often.",
    fields=(
        ID,
        TITLE_FIELD,
        Field(name="from", type=Span(), required=True, help="When it begins, from go-live on."),
        Field(name="until", type=Span(), required=True, help="When it ends, from go-live on."),
        Field(name="every", type=Span(at_least=1), required=True, help="From round to round."),
        Field(
            name="grace",
            type=Span(),
            help="How late a round may be before it is overdue; a third of `every`, an hour at "
            "most, when left out.",
        ),
        Field(
            name="items",
            type=ListOf(EitherOf((TITLE, TableOf(ROUND_ITEM))), at_least=1, at_most=100),
            required=True,
            help="What is asked in each round: titles, or tables.",
        ),
    ),
)

GATE: Final = Spec(
    name="gate",
    help="A go/no-go poll of named stations. Work behind it waits until all of them say go.",
    fields=(
        ID,
        TITLE_FIELD,
        Field(
            name="stations",
            type=ListOf(TITLE, at_least=1, at_most=50),
            required=True,
            help="Who is asked, in this order.",
        ),
        Field(
            name="before",
            type=Slug(),
            help="The stage whose steps wait for it; when left out, going live waits for it.",
        ),
        Field(
            name="valid_for",
            type=Span(at_least=1, at_most=86400),
            default=1800.0,
            help="How long a vote is good. It is void before that when an item that it rests on, "
            "or the checklist, has changed.",
        ),
        Field(
            name="four_eyes",
            type=Flag(),
            default=False,
            help="Whether no person may answer for two stations.",
        ),
    ),
)

CONTACT: Final = Spec(
    name="contact",
    help="Whom to call. A name in square brackets is a placeholder that is still to be filled.",
    fields=(
        Field(name="group", type=TITLE, required=True, help="Heading under which it stands."),
        Field(name="role", type=TITLE, required=True, help="What they are called for."),
        Field(name="name", type=TITLE, required=True, help="Who it is and how to reach them."),
    ),
)

SUBJECTS: Final = (
    "trip", "blind", "round_due", "round_missed", "step_failed", "rollback", "engine",
)  # fmt: skip

NOTIFY: Final = Spec(
    name="channel",
    help="Where notices go while nobody looks. It needs the extra `notify`.",
    fields=(
        Field(
            name="urls",
            type=ListOf(
                Text(template=True, one_line=True, example="${env:GOLIVE_NOTIFY_URL}"),
                at_least=1,
                at_most=20,
                or_one=True,
            ),
            required=True,
            help="Services by their Apprise URLs, such as `slack://...`. They hold secrets: write "
            "`${env:NAME}` or `${file:PATH}`.",
        ),
        Field(
            name="on",
            type=ListOf(Choice(SUBJECTS), at_least=1, at_most=len(SUBJECTS)),
            default=SUBJECTS,
            help="What it is told of: a trigger that trips or is blind, a round that is due or "
            "missed, a step that failed, the rollback, and an engine that cannot write or came "
            "back after it was killed.",
        ),
    ),
)

SECRET: Final = Spec(
    name="secret",
    help="A secret that a command prints, for `${command:NAME}`. No rehearsal runs it.",
    fields=(
        Field(
            name="command",
            type=ListOf(Text(at_most=4000, example="vault"), at_least=1, at_most=200),
            required=True,
            help="The command, as a list of arguments; it runs in the launch's directory, once, "
            "and must print the secret within 10 s.",
        ),
    ),
)

CONFIRMATION: Final = Spec(
    name="confirmation",
    help="One thing that the sign-off confirms.",
    fields=(
        ID,
        TITLE_FIELD,
        Field(name="owner", type=TITLE, help="Who confirms it."),
        Field(name="help", type=WORDS, help="What to know before it is confirmed."),
    ),
)

SIGNOFF: Final = Spec(
    name="sign-off",
    help="The record at the end.",
    fields=(
        Field(name="fields", type=ListOf(TITLE, at_most=50), help="What is to be filled in."),
        Field(
            name="confirm",
            type=ListOf(EitherOf((TITLE, TableOf(CONFIRMATION))), at_most=50),
            help="What is to be confirmed: titles, or tables.",
        ),
    ),
)

CHECKLIST: Final = Spec(
    name="checklist",
    help="The file.",
    fields=(
        Field(
            name="schema",
            type=Whole(at_least=1, at_most=SCHEMA),
            required=True,
            help="The version of the format.",
        ),
        TITLE_FIELD,
        Field(
            name="targets",
            type=MapOf(TableOf(TARGET), keys=Slug(), at_most=50),
            required=True,
            help="Where it can be launched, by name; at least one.",
        ),
        Field(
            name="probes",
            type=MapOf(KindTable(PROBE), keys=Slug(), at_most=200),
            help="Probes by id.",
        ),
        Field(
            name="objectives",
            type=MapOf(TableOf(OBJECTIVE), keys=Slug(), at_most=100),
            help="Objectives by id.",
        ),
        Field(
            name="triggers",
            type=MapOf(TableOf(TRIGGER), keys=Slug(), at_most=100),
            help="Triggers by id.",
        ),
        Field(
            name="rollback",
            type=TableOf(ROLLBACK),
            help="What must be known before a rollback starts by itself.",
        ),
        Field(
            name="stage",
            type=ListOf(TableOf(STAGE), at_least=1, at_most=100),
            required=True,
            help="The stages, in order.",
        ),
        Field(
            name="watch",
            type=ListOf(TableOf(PHASE), at_most=50),
            help="The phases of the watch, in order.",
        ),
        Field(name="gate", type=ListOf(TableOf(GATE), at_most=50), help="The go/no-go polls."),
        Field(name="contact", type=ListOf(TableOf(CONTACT), at_most=200), help="The contacts."),
        Field(name="signoff", type=TableOf(SIGNOFF), help="The sign-off."),
        Field(
            name="notify",
            type=MapOf(TableOf(NOTIFY), keys=Slug(), at_most=20),
            help="Channels for notices, by name.",
        ),
        Field(
            name="secrets",
            type=MapOf(TableOf(SECRET), keys=NAME, at_most=50),
            help="Secrets that commands print, by name.",
        ),
    ),
)
