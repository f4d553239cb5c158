"""How a measure is declared: what objectives and triggers have in common."""

from typing import Final

from golive_tui.checklist.fields import NAME, Field, Span, Text
from golive_tui.checklist.format_items import IDS

MEASURES: Final = (
    "error_rate", "availability", "p50", "p95", "p99", "max", "consecutive_failures",
)  # fmt: skip
VALUE_MEASURES: Final = ("value", "mean", "rate")

MEASURE_FIELDS: Final = (
    Field(
        name="measure",
        type=Text(
            pattern=f"({'|'.join(MEASURES)}|({'|'.join(VALUE_MEASURES)}):{NAME.pattern})",
            at_most=100,
            example="p95",
            words=(*MEASURES, *(f"{word}:NAME" for word in VALUE_MEASURES)),
        ),
        required=True,
        help="What is measured: a figure of the looks, or of a value that the probes keep: its "
        "newest, its mean, or its growth a second.",
    ),
    Field(name="of", type=IDS, required=True, help="The probes whose samples are measured."),
    Field(
        name="window",
        type=Span(at_least=1),
        help="The newest stretch of samples that counts. May be left out for "
        "`consecutive_failures` and `value:NAME`.",
    ),
)
