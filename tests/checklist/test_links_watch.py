import pytest

from tests.checklist.checklists import WHOLE, read, told


def _phase(title: str = "P", **keys: str) -> str:
    lines = {"from_": '"0h"', "until": '"6h"', "every": '"15m"', "items": '["Q"]'} | keys
    pairs = "\n".join(f"{key.rstrip('_')} = {value}" for key, value in lines.items())
    return f'[[watch]]\ntitle = "{title}"\n{pairs}\n'


def test_phases_follow_each_other() -> None:
    text = WHOLE + _phase() + _phase("Q", from_='"6h"', until='"24h"', every='"1h"')
    assert [phase.rounds for phase in read(text).watch] == [24, 18]


def test_there_may_be_a_gap_between_phases() -> None:
    text = WHOLE + _phase() + _phase("Q", from_='"8h"', until='"24h"', every='"1h"')
    assert len(read(text).watch) == 2


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            {"every": '"7m"'},
            (
                ".every: 7m does not divide the phase, which is 6h long; "
                "the last round falls due at its end"
            ),
        ),
        (
            {"every": '"7h"'},
            (
                ".every: 7h does not divide the phase, which is 6h long; "
                "the last round falls due at its end"
            ),
        ),
        ({"every": '"10s"'}, ".every: 2160 rounds; at most 2000 in a phase"),
        (
            {"from_": '"6h"'},
            ".until: 6h is not after `from`, which is 6h; the phase has no length",
        ),
        (
            {"grace": '"15m"'},
            (
                ".grace: 15m is not shorter than `every`, which is 15m; "
                "else the next round is due first"
            ),
        ),
        ({"every": "15"}, '.every: 15 has no unit; write it like "15s"'),
        ({"items": "[]"}, ".items: an empty list; at least 1"),
        ({"items": '["Q", 3]'}, ".items[2]: 3 where a text or a table is needed"),
    ],
)
def test_a_phase_that_makes_no_sense_is_told(keys: dict[str, str], said: str) -> None:
    assert told(WHOLE + _phase(**keys)) == [f"watch[1]{said}"]


def test_phases_out_of_order_are_told() -> None:
    text = WHOLE + _phase() + _phase("Q", from_='"5h"', until='"24h"', every='"1h"')
    assert told(text) == [
        (
            "watch[2].from: 5h lies before the end of `p`, which is 6h; "
            "phases stand in order, one after the other"
        )
    ]


def test_a_phase_that_is_wrong_says_nothing_of_the_next() -> None:
    text = WHOLE + _phase(until="6") + _phase("Q", from_='"1h"')
    assert told(text) == ['watch[1].until: 6 has no unit; write it like "6s"']


SIGNOFF = '[signoff]\nfields = ["Date"]\nconfirm = ["Done"]\n'
SHOWN = '[[stage.section]]\ntitle = "D"\nsignoff = true\n'


def test_the_sign_off_stands_where_a_section_shows_it() -> None:
    checklist = read(WHOLE + SHOWN + SIGNOFF)
    assert [item.id for _, _, item in checklist.leaves()] == ["c", "done"]


def test_a_sign_off_that_nothing_shows_is_told() -> None:
    assert told(WHOLE + SIGNOFF) == [
        (
            "signoff: no section shows the sign-off; "
            "add `signoff = true` to the section where it stands"
        )
    ]


def test_a_sign_off_is_shown_once() -> None:
    assert told(WHOLE + SHOWN + SHOWN.replace("D", "E") + SIGNOFF) == [
        "stage[1].section[3].signoff: the sign-off is shown already; one section shows it"
    ]


def test_a_sign_off_that_is_shown_must_be_defined() -> None:
    assert told(WHOLE + SHOWN) == [
        "stage[1].section[2].signoff: there is no sign-off; define it as `[signoff]`"
    ]


def test_a_field_of_the_sign_off_stands_in_it_once() -> None:
    text = WHOLE + SHOWN + SIGNOFF.replace('["Date"]', '["Date", "Notes", "Date"]')
    assert told(text) == ["signoff.fields[3]: `Date` twice"]
