from typing import get_args

from golive_tui.launch.commands import COMMANDS
from golive_tui.launch.trigger_commands import TRIGGER_COMMANDS, TriggerCommand


def test_every_command_to_a_trigger_can_be_asked_by_its_word() -> None:
    assert set(TRIGGER_COMMANDS) == set(get_args(TriggerCommand))
    words = {word: each for word, each in COMMANDS.items() if word.startswith("trigger.")}
    assert set(words.values()) == set(TRIGGER_COMMANDS)
