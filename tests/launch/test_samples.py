import pytest

from golive_tui.launch.samples import REASONS


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_a_reason_is_a_stage_and_what_went_wrong(reason: str) -> None:
    stage, _, what = reason.partition(".")
    assert stage.isidentifier()
    assert what.isidentifier() or reason == "inconclusive"


@pytest.mark.parametrize("reason", ["budget.slow", "stale.no_sample"])
def test_what_the_core_itself_says_is_on_the_list(reason: str) -> None:
    assert reason in REASONS
