"""What a step hands on is taken as it is or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from golive_tui.engine.outputs import FILE_LIMIT, VALUE_LIMIT, read_outputs
from golive_tui.secrets import Redactor

SECRET = "hunter2-is-no-password"
NAMES = ("IMAGE", "URL")


@pytest.fixture
def path(own_home: Path) -> Path:
    return own_home / "outputs"


def read(path: Path, text: str | bytes, names: tuple[str, ...] = NAMES) -> Mapping[str, str]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_outputs(path, names, Redactor((SECRET,)))[0]


def trouble(path: Path, names: tuple[str, ...] = NAMES) -> str:
    return read_outputs(path, names, Redactor((SECRET,)))[1]


def test_values_are_name_and_value_by_line(path: Path) -> None:
    text = "IMAGE=app:7\nURL = https://x/?a=b\n\nno pair\n"
    assert read(path, text) == {"IMAGE": "app:7", "URL": " https://x/?a=b"}
    assert trouble(path) == ""


def test_the_last_line_about_a_name_is_what_is_handed_on(path: Path) -> None:
    assert read(path, "IMAGE=1\nURL=x\nIMAGE=2\r\n") == {"IMAGE": "2", "URL": "x"}


def test_what_is_not_declared_is_not_handed_on(path: Path) -> None:
    assert read(path, "IMAGE=1\nURL=x\nOTHER=y\n") == {"IMAGE": "1", "URL": "x"}


def test_what_was_not_written_is_told(path: Path) -> None:
    assert read(path, "URL=x\n") == {"URL": "x"}
    assert trouble(path) == "not handed on: IMAGE was not written"
    path.unlink()
    assert trouble(path) == "not handed on: IMAGE was not written, URL was not written"


@pytest.mark.parametrize(
    "value", ["a\x1b[2Jb", "x" * (VALUE_LIMIT + 1), "a\u202eb", "a\x00b", "e\u0301"], ids=ascii
)
def test_a_value_that_would_be_changed_is_not_handed_on(path: Path, value: str) -> None:
    assert read(path, f"IMAGE={value}\nURL=x\n") == {"URL": "x"}
    assert trouble(path) == "not handed on: IMAGE is not one short line of plain text"


@pytest.mark.parametrize(
    ("name", "value"),
    [("IMAGE", SECRET), ("IMAGE", f"app:{SECRET}"), ("API_TOKEN", "abcdef")],
)
def test_a_secret_is_not_handed_on_and_not_shown(path: Path, name: str, value: str) -> None:
    assert read(path, f"{name}={value}\n", (name,)) == {}
    assert trouble(path, (name,)) == f"not handed on: {name} looks like a secret"


def test_bytes_that_are_no_text_are_not_handed_on(path: Path) -> None:
    assert read(path, b"IMAGE=\xff\xfe\nURL=x\n") == {"IMAGE": "\ufffd\ufffd", "URL": "x"}


def test_a_file_without_end_is_read_to_a_limit(path: Path) -> None:
    assert read(path, "URL=x\n" + "#" * FILE_LIMIT + "\nIMAGE=1\n") == {"URL": "x"}


@pytest.mark.parametrize("planted", ["link", "pipe", "folder"])
def test_what_is_no_file_of_ours_is_not_read(path: Path, own_home: Path, planted: str) -> None:
    other = own_home / "other"
    other.write_text("IMAGE=stolen\n")
    match planted:
        case "link":
            path.symlink_to(other)
        case "pipe":
            os.mkfifo(path)
        case _:
            path.mkdir()
    assert read_outputs(path, NAMES, Redactor())[0] == {}
