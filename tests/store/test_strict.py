from datetime import UTC, datetime, timedelta, timezone

import pytest

from golive_tui.launch.codec import to_plain
from golive_tui.launch.events import ItemPassed, ItemRestored, RoundDigested
from golive_tui.launch.state import LaunchState
from golive_tui.store.strict import check

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
WORD = {"what": "word", "text": "", "at": "2026-11-24T12:00:00Z"}


def test_what_the_types_know_passes() -> None:
    check({"item": "a", "evidence": [WORD, {**WORD, "at": NOON}]}, ItemPassed)
    check({"digests": {"any key": {"n": 1}}, "answers": {}}, RoundDigested)
    check({"item": "a", "record": {"at": None, "evidence": [WORD]}}, ItemRestored)


@pytest.mark.parametrize(
    ("plain", "type_", "said"),
    [
        ({"itme": "a"}, ItemPassed, "unknown key `itme`"),
        ({"evidence": [WORD, {"wat": 1}]}, ItemPassed, "unknown key `wat` in `evidence[1]`"),
        ({"digests": {"api": {"m": 1}}}, RoundDigested, "unknown key `m` in `digests.api`"),
        ({"record": {"evidence": [{"x": 1}]}}, ItemRestored, "in `record.evidence[0]`"),
        ({"items": {"a": {"record": {"x": 1}}}}, LaunchState, "in `items.a.record`"),
        ({"at": "2026-11-24T12:00:00"}, LaunchState, "`at` is not a time in UTC"),
        ({"at": NOON.replace(tzinfo=None)}, LaunchState, "`at` is not a time in UTC"),
        ({"at": NOON.astimezone(timezone(timedelta(hours=1)))}, LaunchState, "in UTC"),
        ({"record": {"at": "12:00"}}, ItemRestored, "`record.at` is not a time in UTC"),
    ],
)
def test_what_they_do_not_know_is_named_with_its_place(
    plain: object, type_: type, said: str
) -> None:
    with pytest.raises(ValueError, match=r".") as refusal:
        check(plain, type_)
    assert said in str(refusal.value)


def test_wrong_types_are_left_to_the_converter() -> None:
    check([1], ItemPassed)
    check({"evidence": 7, "item": 3}, ItemPassed)
    check({"at": 7}, LaunchState)


def test_a_foreign_key_is_shown_cut() -> None:
    with pytest.raises(ValueError, match=f"`{'x' * 60}`"):
        check({"x" * 10_000: 1}, ItemPassed)


def test_a_whole_state_passes() -> None:
    check(to_plain(LaunchState()), LaunchState)
