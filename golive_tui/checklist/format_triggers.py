"""How a trigger is declared, and what an automatic rollback must know (runbooks, section 2.4)."""

from typing import Final

from golive_tui.checklist.fields import (
    Choice,
    Field,
    Flag,
    Quantity,
    Ratio,
    Slug,
    Span,
    Spec,
    Whole,
)
from golive_tui.checklist.format_items import IDS, TITLE_FIELD
from golive_tui.checklist.format_measures import MEASURE_FIELDS

GO_LIVE: Final = "go-live"
"""What `arm_after` calls the moment of going live."""

_JUDGING: Final = (
    Field(name="above", type=Quantity(), help="A value above it is a breach."),
    Field(name="below", type=Quantity(), help="A value below it is a breach."),
    Field(
        name="for",
        type=Span(),
        default=0.0,
        help="How long a breach must be observed before it trips. One clear evaluation sets it "
        "back to nothing; time in which nothing could be told is not counted.",
    ),
    Field(
        name="every",
        type=Span(at_least=1, at_most=300),
        default=15.0,
        help="From one evaluation to the next, no longer than the window. `consecutive_failures` "
        "is judged at each look.",
    ),
    Field(
        name="needs",
        type=Whole(at_least=1, at_most=1_000_000),
        help="The fewest samples in the window for a verdict; below it the verdict is unknown. "
        "When left out: 20 for `error_rate`, `availability` and `p95`, 100 for `p99`, 2 for "
        "`p50` and `rate:NAME`, else 1; and so many that one failure alone is no breach.",
    ),
    Field(
        name="coverage",
        type=Ratio(),
        default=0.8,
        help="The share of the window that must have been observed to trip, and to be clear.",
    ),
    Field(
        name="control",
        type=Slug(),
        help="A probe of something else than the launch's own. What was refused or timed out while "
        "it failed too says nothing of the target: this host was cut off.",
    ),
    Field(
        name="on_blind",
        type=Choice(("hold", "notify")),
        default="hold",
        help="What it does when it could not tell for two windows, three looks or a minute, "
        "whichever is longest: hold the launch (no next step, no sign-off), or only say so.",
    ),
)

_ARMING: Final = (
    Field(
        name="arm_after",
        type=Slug(),
        default=GO_LIVE,
        help="The item whose pass arms it, or `go-live`.",
    ),
    Field(name="settle", type=Span(), default=60.0, help="How long after that it is armed."),
    Field(
        name="shadow",
        type=Span(),
        default=600.0,
        help="How long it must have run in shadow, telling what it would have done, before that.",
    ),
)

ACTIONS: Final = ("notify", "ask", "countdown", "auto")
"""What a trip may do, from the mildest on."""

_ACTING: Final = (
    Field(
        name="action",
        type=Choice(ACTIONS),
        default="ask",
        help="What a trip does: tell it, ask for the rollback, start it after a countdown, or "
        "start it at once. It asks instead when there is nothing to go back to, or no way back.",
    ),
    Field(
        name="countdown",
        type=Span(at_least=1, at_most=3600),
        default=30.0,
        help="How long a trip waits for somebody to hold it; with nobody there it acts.",
    ),
    Field(
        name="max_hold",
        type=Span(at_least=1, at_most=600),
        default=600.0,
        help="How long a hold lasts at most; then it asks again.",
    ),
    Field(
        name="four_eyes",
        type=Flag(),
        default=False,
        help="Whether an override names a second person, but in a rehearsal.",
    ),
    Field(
        name="rearm",
        type=Span(at_least=60, at_most=86400),
        default=1800.0,
        help="How long it stays disarmed at most when somebody disarms it.",
    ),
    Field(
        name="clear_at",
        type=Quantity(),
        help="The bound on whose good side it is well again after a trip; its own bound when left "
        "out. For `consecutive_failures`, good looks in a row; 5 when left out.",
    ),
    Field(
        name="clear_for",
        type=Span(),
        default=300.0,
        help="How long it must be observed to be well before it is armed again.",
    ),
)

TRIGGER: Final = Spec(
    name="trigger",
    help="A rule whose breach, kept up long enough, asks for the rollback or starts it.",
    fields=(TITLE_FIELD, *MEASURE_FIELDS, *_JUDGING, *_ARMING, *_ACTING),
)

ROLLBACK: Final = Spec(
    name="rollback",
    help="What must be known before a rollback starts by itself.",
    fields=(
        Field(
            name="previous",
            type=Slug(),
            help="The item whose pass records that there is a previous version to go back to; "
            "without its pass a trigger asks.",
        ),
        Field(
            name="healthy",
            type=IDS,
            help="Probes of what is gone back to. While one of them is not well, no rollback "
            "starts by itself.",
        ),
    ),
)
