"""The tree of the checklist, declared: stages, sections, and items with their checks and steps.

The other tables, and what the specs are for, stand in `format.py`.
"""

from typing import Final

from golive_tui.checklist.fields import (
    Again,
    Choice,
    Conditions,
    EitherOf,
    Field,
    Flag,
    KindTable,
    ListOf,
    MapOf,
    Slug,
    Span,
    Spec,
    TableOf,
    Text,
    Whole,
)

TITLE: Final = Text(at_most=200, one_line=True, empty=False, example="DNS records are set")
WORDS: Final = Text(at_most=4000, example="how it is done, and where to look")
ARGUMENT: Final = Text(template=True, at_most=4000, example="--verbose")
COMMAND: Final = ListOf(ARGUMENT, at_least=1, at_most=200)
VARIABLE: Final = Text(pattern="[A-Za-z_][A-Za-z0-9_]*", at_most=100, example="NODE_ENV")
IDS: Final = ListOf(Slug(), at_least=1)


ID = Field(
    name="id",
    type=Slug(),
    help="What events and commands call it; made of the title when left out. "
    "Keep it when the title changes, and its history stays.",
)
TITLE_FIELD = Field(name="title", type=TITLE, required=True, help="As the document has it.")

EXPECT = Field(
    name="expect",
    type=Conditions(),
    help="What must hold of what was seen, each `fact operator value`; all of them must.",
)

CHECK: Final = Spec(
    name="check",
    help="The same machinery run once, to give an item its evidence. Beside these keys it has "
    "those of its kind.",
    fields=(
        Field(name="kind", type=Text(one_line=True), required=True, help="How it looks."),
        Field(
            name="timeout",
            type=Span(at_least=0.05, at_most=600),
            default=5.0,
            help="Hard deadline of the look.",
        ),
        EXPECT,
    ),
)

ONE_CHECK: Final = KindTable(CHECK, once=True)
CHECKS: Final = ListOf(ONE_CHECK, at_least=1, at_most=10, or_one=True)

STEP_FIELDS: Final = (
    Field(
        name="run",
        type=EitherOf((COMMAND, ARGUMENT)),
        help="The command, as a list of arguments; with `shell = true` one line for the shell. "
        "An item with it is a step.",
    ),
    Field(name="shell", type=Flag(), default=False, help="Whether `run` is a line for `sh -c`."),
    Field(
        name="cwd",
        type=Text(template=True, empty=False, example="deploy"),
        help="Directory to run in, from the launch's directory on.",
    ),
    Field(
        name="env",
        type=MapOf(ARGUMENT, keys=VARIABLE, at_most=100),
        help="Variables added to the environment.",
    ),
    Field(
        name="timeout",
        type=Span(at_least=1),
        help="When the command is stopped; never when left out.",
    ),
    Field(
        name="success_exit_codes",
        type=ListOf(Whole(at_most=255), at_least=1, at_most=50),
        default=(0,),
        help="Exit codes that mean success.",
    ),
    Field(
        name="retries",
        type=Whole(at_most=10),
        default=0,
        help="How often a failed command is run again by itself.",
    ),
    Field(
        name="needs",
        type=IDS,
        help="Items that must be done, and gates that must be passed, before it can run.",
    ),
    Field(
        name="verify",
        type=COMMAND,
        help="A command that tells whether it took effect, for when its end was not seen.",
    ),
    Field(
        name="rehearse",
        type=COMMAND,
        help="What runs instead in a rehearsal; without it a rehearsal refuses the step.",
    ),
    Field(
        name="confirm",
        type=Choice(("none", "enter", "type-target")),
        default="enter",
        help="What the lead must give before it starts: nothing, the Enter key, or the name of "
        "the target typed out.",
    ),
    Field(
        name="rerun",
        type=Choice(("safe", "ask", "never")),
        default="ask",
        help="Whether it may run again when it may have run already.",
    ),
    Field(
        name="exclusive",
        type=TITLE,
        help="A name; of the steps that bear the same, one runs at a time.",
    ),
    Field(
        name="no_return",
        type=Flag(),
        default=False,
        help="Whether there is no simple way back once it has begun, such as a migration: from "
        "then on triggers ask.",
    ),
    Field(
        name="on_rollback",
        type=Choice(("wait", "cancel")),
        default="wait",
        help="What becomes of it when a trigger starts a rollback that it stands in the way of, "
        "being of the same `exclusive` name: the rollback waits for its end, or cancels it.",
    ),
    Field(
        name="interactive",
        type=Flag(),
        default=False,
        help="Whether it asks questions and needs a terminal.",
    ),
    Field(
        name="outputs",
        type=ListOf(VARIABLE, at_most=50),
        help="Values that it hands on, by name: it writes `NAME=value` lines to the file that "
        "`GOLIVE_OUTPUTS` names, and steps after it have them as `${output:STEP.NAME}`.",
    ),
    Field(
        name="evidence",
        type=ListOf(Text(template=True, empty=False, example="load-test.json"), at_most=50),
        help="Files that it leaves behind and that prove what it did.",
    ),
)

ITEM: Final = Spec(
    name="item",
    help="One line of the checklist: answered by a person, by a `check`, or by a `run`. An item "
    "that holds items is a group, and its status is theirs.",
    fields=(
        ID,
        TITLE_FIELD,
        Field(
            name="owner",
            type=TITLE,
            help="Who answers for it; a group's holds for its items, unless they name their own.",
        ),
        Field(name="help", type=WORDS, help="What to know before it is answered."),
        Field(
            name="valid_for",
            type=Span(at_least=1),
            help="Age at which a pass of it grows stale. Left out, what a check has passed is good "
            "for 15 minutes before go-live and then for good, and a person's word for good.",
        ),
        Field(
            name="after_go_live",
            type=Flag(),
            default=False,
            help="Whether it can be answered only once the launch is live, although its stage "
            "comes before.",
        ),
        Field(
            name="four_eyes",
            type=Flag(),
            default=False,
            help="Whether two people must pass it; a step is run by one and approved by another.",
        ),
        Field(
            name="check", type=CHECKS, help="A look that answers it; of several the worst counts."
        ),
        Field(name="probes", type=IDS, help="Probes to show beside it."),
        *STEP_FIELDS,
        Field(name="item", type=ListOf(Again(), at_least=1), help="The items that it holds."),
    ),
)

SECTION: Final = Spec(
    name="section",
    help="A heading inside a stage, and what the document has under it.",
    fields=(
        ID,
        TITLE_FIELD,
        Field(name="item", type=ListOf(TableOf(ITEM), at_least=1), help="Its items."),
        Field(name="triggers", type=IDS, help="Triggers shown here."),
        Field(name="watch", type=IDS, help="Phases of the watch shown here."),
        Field(name="objectives", type=IDS, help="Objectives shown here."),
        Field(
            name="contacts", type=ListOf(TITLE, at_least=1), help="Groups of contacts shown here."
        ),
        Field(name="signoff", type=Flag(), default=False, help="Whether the sign-off stands here."),
    ),
)

STAGE: Final = Spec(
    name="stage",
    help="A top heading of the document.",
    fields=(
        ID,
        TITLE_FIELD,
        Field(
            name="before_go_live",
            type=Flag(),
            default=False,
            help="Whether its items are open work as long as the launch is not live.",
        ),
        Field(
            name="rollback",
            type=Flag(),
            default=False,
            help="Whether its steps undo a launch: they are no progress of it.",
        ),
        Field(
            name="section",
            type=ListOf(TableOf(SECTION), at_least=1),
            required=True,
            help="Its sections.",
        ),
    ),
)
