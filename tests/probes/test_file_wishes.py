import pytest

from golive_tui.errors import InputError
from golive_tui.probes.file import SPEC
from golive_tui.probes.look.file_wishes import (
    LONGEST_LINE,
    Status,
    Wishes,
    searched,
    too_old,
    unfulfilled,
    wishes,
)
from golive_tui.probes.settings import Given

STATUS = Status(mode=0o644, owner="deploy", uid=1000, size=100, age=50.0)


@pytest.mark.parametrize(
    ("wanted", "wrong"),
    [
        (Wishes(), []),
        (Wishes(mode=0o644, owner="deploy", min_size=100, max_size=100), []),
        (Wishes(mode=0o755, owner="1000"), []),
        (Wishes(mode=0o600), ["its mode 0644 permits 0044 more than 0600"]),
        (Wishes(owner="root"), ["it is deploy's, not root's"]),
        (Wishes(min_size=101), ["it has 100 bytes, less than 101"]),
        (Wishes(max_size=99), ["it has 100 bytes, more than 99"]),
    ],
)
def test_what_is_not_as_wanted_is_said(wanted: Wishes, wrong: list[str]) -> None:
    assert list(unfulfilled(wanted, STATUS)) == wrong


def test_a_file_may_be_too_old() -> None:
    assert too_old(Wishes(max_age=50), STATUS) == ""
    assert too_old(Wishes(max_age=49), STATUS) == "it was written 50.0 s ago, longer than 49.0 s"


def test_patterns_are_searched_line_by_line_and_lines_are_not_shown() -> None:
    text = "NODE_ENV=production\nTOKEN=hush-hush\n"
    assert list(searched(Wishes(contains=("^NODE_ENV=",), lacks=("localhost",)), text)) == []
    wrong = list(searched(Wishes(contains=("^PORT=",), lacks=("^TOKEN=",)), text))
    assert wrong == ["no line holds `^PORT=`", "line 2 holds `^TOKEN=`"]


def test_a_line_that_is_too_long_is_not_searched() -> None:
    text = "x" * (LONGEST_LINE + 1)
    assert list(searched(Wishes(), text)) == []
    with pytest.raises(InputError, match="line 1 is too long"):
        list(searched(Wishes(lacks=("y",)), text))


@pytest.mark.parametrize(
    "settings",
    [{"mode": "0999"}, {"mode": "u+x"}, {"sha256": "abc"}, {"contains": "("}, {"lacks": "(a+)+"}],
)
def test_wishes_that_make_no_sense_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        wishes(Given(SPEC, settings))


def test_wishes_are_read_from_settings() -> None:
    wanted = wishes(Given(SPEC, {"mode": "600", "sha256": "SHA256:" + "A" * 64, "min_size": 1}))
    assert (wanted.mode, wanted.sha256, wanted.min_size) == (0o600, "a" * 64, 1)
    assert wanted.of_content
    assert wanted.of_files
    assert not Wishes(mode=0o600, max_age=1.0).of_files
