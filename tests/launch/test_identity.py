import pytest

from golive_tui.launch.events import By
from golive_tui.launch.identity import UNPROVEN, called, likeness, name_of, with_doubt
from tests.launch.world import ANA, ENGINE, LEE

ROOT = By(user="root", uid=0, host="jump1", how="peer")
SUDO_ANA = By(user="root", uid=0, host="jump1", how="peer", claim="ana")
SUDO_LEE = By(user="root", uid=0, host="jump1", how="peer", claim="lee")
DEPLOY = By(user="deploy", uid=900, host="jump1", how="peer")
UNKNOWN = By(user="lee", uid=1002, host="jump1", how="unproven")


@pytest.mark.parametrize(
    ("one", "one_name", "other", "other_name", "expected"),
    [
        (ANA, "", ANA, "", "same"),
        (ANA, "", LEE, "", "other"),
        (ANA, "", LEE, "Ana", "same"),  # another account that says it is the same person
        (ANA, "", ANA, "lee", "unproven"),
        (ANA, "", ROOT, "", "unproven"),  # everybody may be root
        (ANA, "", SUDO_ANA, "", "same"),
        (ANA, "", SUDO_LEE, "", "unproven"),
        (SUDO_ANA, "", SUDO_LEE, "", "unproven"),
        (SUDO_ANA, "", SUDO_ANA, "", "same"),
        (DEPLOY, "", DEPLOY, "", "same"),
        (DEPLOY, "ana", DEPLOY, "lee", "unproven"),
        (DEPLOY, "ana", DEPLOY, "ANA", "same"),
        (DEPLOY, "ana", ANA, "", "same"),
        (ANA, "", UNKNOWN, "", "unproven"),
        (ANA, "", ENGINE, "", "unproven"),
    ],
)
def test_two_people_are_two_by_their_accounts_or_by_their_word(
    one: By, one_name: str, other: By, other_name: str, expected: str
) -> None:
    assert likeness(one, one_name, other, other_name) == expected
    assert likeness(other, other_name, one, one_name) == expected


def test_a_person_is_called_as_they_say_or_as_sudo_says_or_by_their_account() -> None:
    assert called(SUDO_LEE, "Lee K.") == "Lee K."
    assert called(SUDO_LEE) == "lee"
    assert called(DEPLOY) == "deploy"


def test_what_is_not_proven_is_said() -> None:
    assert with_doubt("lee", "other") == "lee"
    assert with_doubt("lee", "unproven") == f"lee ({UNPROVEN})"


def test_a_name_is_one_clean_line() -> None:
    assert "\x1b" not in name_of("Lee\x1b[31m")
    assert name_of("  Lee \nroot") == "Lee"
    assert len(name_of("x" * 500)) <= 60
