"""What had better not be seen."""

from golive_tui.tui.run.type_line import looks_secret


def test_a_prompt_for_a_secret_is_known_by_its_word() -> None:
    assert looks_secret("root's Password: ")
    assert looks_secret("Enter passphrase for key")
    assert not looks_secret("Continue? [y/N]")
