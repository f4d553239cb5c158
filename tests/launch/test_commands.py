from typing import get_args

from golive_tui.launch.commands import COMMANDS, PLANNED, Command, Planned


def test_every_command_has_a_word_of_its_own() -> None:
    assert set(COMMANDS.values()) == set(get_args(Command))
    assert len(COMMANDS) == len(get_args(Command))


def test_every_command_that_needs_a_plan_has_a_word_of_its_own_too() -> None:
    assert set(PLANNED.values()) == set(get_args(Planned))
    assert PLANNED.keys() & COMMANDS.keys() == set()


def test_a_word_is_a_noun_and_what_to_do_with_it() -> None:
    odd = [
        word
        for word in (*COMMANDS, *PLANNED)
        if not word.replace(".", "").replace("_", "").isalpha()
    ]
    assert odd == []
