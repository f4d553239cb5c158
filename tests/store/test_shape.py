from hypothesis import given
from msgspec.structs import fields

from golive_tui.launch.codec import state_from_plain, state_to_plain
from golive_tui.launch.events import ItemRecord
from golive_tui.launch.item_state import ItemState
from golive_tui.launch.state import LaunchState
from golive_tui.store.shape import from_people, to_people
from tests.store.builders import STATES, folded, story


@given(STATES)
def test_every_state_comes_back_from_its_shape(state: LaunchState) -> None:
    shaped = to_people(state_to_plain(state), dict.fromkeys(state.items, "A title"))
    assert state_from_plain(from_people(shaped)) == state


def test_an_items_own_fields_and_its_records_never_meet() -> None:
    names = [field.name for type_ in (ItemState, ItemRecord) for field in fields(type_)]
    assert len({*names, "title"}) == len(names) + 1


def test_an_item_is_one_table_with_its_title_first() -> None:
    plain = state_to_plain(folded(story(5)))
    item = to_people(plain, {"item-5": "DNS"})["items"]["item-5"]
    assert list(item) == ["title", "status", "how", "by", "at", "note", "evidence", "seq"]


def test_items_stand_in_the_order_of_the_document() -> None:
    plain = state_to_plain(folded(story(30)))
    titles = {"item-20": "First", "item-unseen": "Second", "item-5": "Third"}
    assert list(to_people(plain, titles)["items"])[:3] == ["item-20", "item-5", "item-6"]
    assert to_people(plain, titles)["items"] == to_people(plain, {})["items"] | {
        item_id: {"title": titles[item_id], **to_people(plain, {})["items"][item_id]}
        for item_id in ("item-20", "item-5")
    }


def test_what_people_look_for_stands_before_what_the_program_needs() -> None:
    shaped = to_people(state_to_plain(folded(story(40))), {})
    tables = [key for key, value in shaped.items() if isinstance(value, dict | list)]
    assert list(shaped)[-len(tables) :] == tables == ["origin", "items", "rounds", "probes", "acts"]


def test_what_is_empty_is_left_out() -> None:
    shaped = to_people(state_to_plain(LaunchState(seq=1)), {})
    assert shaped == {"seq": 1, "epoch": 0, "helm_uid": -1}
