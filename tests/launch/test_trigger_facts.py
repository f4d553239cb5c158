from typing import get_args

import pytest

from golive_tui.launch.events import FACTS
from golive_tui.launch.trigger_facts import TRIGGER_FACTS, TriggerFact, TriggerTripped


@pytest.mark.parametrize("fact", TRIGGER_FACTS)
def test_every_fact_is_known_to_the_journal_by_a_name_of_its_own(fact: type) -> None:
    kind = getattr(fact, "kind")  # noqa: B009 - a class attribute of each of them
    assert FACTS[kind] is fact
    assert kind.startswith("trigger.")


def test_the_list_and_the_type_name_the_same() -> None:
    assert set(TRIGGER_FACTS) == set(get_args(TriggerFact))


def test_a_trip_of_an_old_journal_is_a_real_one() -> None:
    assert TriggerTripped(trigger="t").shadow is False
