from typing import get_args

from golive_tui.launch.commands import COMMANDS, Command


def test_every_command_has_a_word_of_its_own() -> None:
    assert set(COMMANDS.values()) == set(get_args(Command))
    assert len(COMMANDS) == len(get_args(Command))


def test_a_word_is_a_noun_and_what_to_do_with_it() -> None:
    odd = [word for word in COMMANDS if not word.replace(".", "").isalpha()]
    assert odd == []
