"""The ribbon of rounds."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.launch.state import EMPTY, LaunchState, RoundState
from golive_tui.tui.dash.ribbon import signs, stretch
from tests.launch.world import FLOWMIND_WATCH, START

FIRST = FLOWMIND_WATCH[0]


def after_rounds(*statuses: str) -> LaunchState:
    rounds = {
        f"{FIRST.id}/{number}": RoundState(
            phase=FIRST.id,
            number=number,
            due_at=START,
            status=status,  # type: ignore[arg-type]
        )
        for number, status in enumerate(statuses, 1)
    }
    return replace(EMPTY, rounds=rounds)


def shown(state: LaunchState, width: int) -> str:
    return "".join(cell.text for cell in signs(stretch(FIRST, state, width)))


def test_one_sign_a_round() -> None:
    state = after_rounds("completed", "missed", "completed", "due")
    assert shown(state, 40) == "✓✗✓◆" + "○" * 20


def test_equal_signs_are_one_cell_of_text() -> None:
    assert len(signs(stretch(FIRST, after_rounds("completed", "completed"), 40))) == 2


def test_what_does_not_fit_is_a_number_and_the_current_round_stays_in_sight() -> None:
    state = after_rounds(*["completed"] * 12, "overdue")
    assert shown(state, 8) == "8…✓✓✓✓◆○○○…8"


def test_a_phase_that_is_over_shows_its_end() -> None:
    assert shown(after_rounds(*["completed"] * 24), 8) == "16…" + "✓" * 8


@given(st.integers(0, 24), st.integers(1, 40))
def test_every_round_is_shown_or_counted(done: int, width: int) -> None:
    one = stretch(FIRST, after_rounds(*["completed"] * done), width)
    assert one.before + len(one.marks) + one.after == FIRST.rounds
    assert len(one.marks) <= width
