from typing import get_args

import pytest
from msgspec.structs import fields

from golive_tui.launch.codec import ENVELOPE
from golive_tui.launch.events import FACTS, Fact, ItemNoted


def test_every_fact_is_in_the_table_of_kinds() -> None:
    """A class left out would be written to the journal and never read again."""
    assert set(FACTS.values()) == set(get_args(Fact))


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.kind)
def test_a_kind_is_noun_dot_verb(fact: type[Fact]) -> None:
    noun, dot, verb = fact.kind.partition(".")
    assert noun.isidentifier()
    assert dot
    assert verb.isidentifier()


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.kind)
def test_no_field_of_a_fact_is_a_word_of_the_envelope(fact: type[Fact]) -> None:
    assert {field.name for field in fields(fact)} & {*ENVELOPE, "prev"} == set()


def test_a_fact_cannot_be_changed() -> None:
    fact = ItemNoted(item="cdn", text="well")
    with pytest.raises(AttributeError):
        fact.text = "bad"  # type: ignore[misc]
