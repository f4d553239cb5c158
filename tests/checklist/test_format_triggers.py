from golive_tui.checklist.fields import Choice
from golive_tui.checklist.format_triggers import TRIGGER
from golive_tui.checklist.model import Measure, Trigger


def test_the_defaults_are_those_of_the_model() -> None:
    """What the file leaves out and what a test's trigger leaves out is the same."""
    rule = Measure(measure="p95", of=("api",), window=60.0, above=1.0)
    model = Trigger(id="t", title="T", measure=rule)
    for name in (
        "every", "coverage", "settle", "shadow", "countdown", "max_hold", "rearm", "clear_for",
        "action", "on_blind", "arm_after", "four_eyes",
    ):  # fmt: skip
        field = TRIGGER.field(name)
        assert field is not None
        assert field.default == getattr(model, name), name


def test_a_hold_is_never_longer_than_ten_minutes() -> None:
    field = TRIGGER.field("max_hold")
    assert field is not None
    assert getattr(field.type, "at_most") == 600  # noqa: B009 - a Span, for the type checker


def test_blindness_is_never_a_reason_to_roll_back() -> None:
    field = TRIGGER.field("on_blind")
    assert field is not None
    assert isinstance(field.type, Choice)
    assert field.type.words == ("hold", "notify")
