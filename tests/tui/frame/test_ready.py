from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from golive_tui.launch.readiness import Readiness, ReadinessWord
from golive_tui.tui.frame.ready import behind, gone_through, light

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


def found(
    word: ReadinessWord = "ready", reasons: tuple[str, ...] = (), steps: int = 3
) -> Readiness:
    return Readiness(word=word, reasons=reasons, steps=steps)


@pytest.mark.parametrize(
    ("word", "said", "role"),
    [
        ("ready", "✓ ROLLBACK ready", "ok"),
        ("not ready", "✗ ROLLBACK not ready", "bad"),
        ("unknown", "? ROLLBACK unknown", "warn"),
    ],
)
def test_the_light_is_a_sign_a_word_and_a_colour(word: ReadinessWord, said: str, role: str) -> None:
    shown = light(found(word))
    assert (shown.text, shown.role) == (said, role)


def test_where_there_is_nothing_to_roll_back_it_is_calm() -> None:
    shown = light(found("not ready", ("the checklist has no rollback steps",), 0))
    assert (shown.text, shown.role) == ("○ ROLLBACK none", "muted")


def test_behind_it_stand_the_reasons_or_what_could_run() -> None:
    assert behind(found("not ready", ("no program", "no place")), NOW) == "no program +1"
    assert behind(found(), NOW) == "3 steps can run · not rehearsed in this launch"


def test_it_says_when_it_was_gone_through_and_how_long_that_took() -> None:
    at = NOW.replace(hour=12, minute=40)
    ran = Readiness(word="ready", reasons=(), steps=3, gone_through_at=at, took=75.0)
    assert gone_through(ran, NOW) == "last run 12:40Z, took 1 min"
    rehearsed = Readiness(
        word="ready", reasons=(), steps=3, gone_through_at=at, took=9.0, rehearsed=True
    )
    assert gone_through(rehearsed, NOW) == "last rehearsed 12:40Z, took 0:09"
    other = replace(rehearsed, gone_through_at=NOW - timedelta(days=4), launch="shop-1120")
    assert gone_through(other, NOW) == "last rehearsed 20 Nov in launch shop-1120, took 0:09"
