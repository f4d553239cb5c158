from dataclasses import replace
from pathlib import Path

import pytest

from golive_tui.errors import Refused
from tests.holder.attempts import begun, ended, request, running, sh, wrote
from tests.holder.saying import ask, cancel, resize, type_in

ASKS = """stty -echo; printf 'Password: '; read -r word; stty echo
echo; test ${#word} = 11 && echo welcome"""


def test_a_password_that_is_asked_for_is_typed_and_is_not_on_the_disk(steps: Path) -> None:
    place = begun(steps, sh(ASKS))
    wrote(place, b"Password: ")
    record = running(place)
    assert type_in(record, b"open-sesame\n", secret=True) is False
    assert ended(place).exit_code == 0
    assert place.transcript.read_bytes() == b"Password: \nwelcome\n"
    files = [file for file in place.path.iterdir() if file.is_file()]
    assert not [file for file in files if b"sesame" in file.read_bytes()]


def test_a_secret_typed_where_it_is_shown_is_masked(steps: Path) -> None:
    place = begun(steps, sh("echo up; read -r word; echo got $word"))
    wrote(place, b"up\n")
    assert type_in(running(place), b"open-sesame\n", secret=True) is True
    assert ended(place).masked == 2
    assert place.transcript.read_bytes() == b"up\n***\ngot ***\n"


def test_what_is_typed_while_echo_is_off_is_a_secret_and_what_is_typed_while_it_is_on_is_none(
    steps: Path,
) -> None:
    line = "echo up; read -r name; stty -echo; echo off; read -r word; echo got $name $word"
    place = begun(steps, sh(line))
    wrote(place, b"up\n")
    record = running(place)
    assert type_in(record, b"production\n") is True
    wrote(place, b"off\n")
    assert type_in(record, b"open-sesame\n") is False
    assert ended(place).exit_code == 0
    assert place.transcript.read_bytes() == b"up\nproduction\noff\ngot production ***\n"


def test_an_answer_is_typed_in_pieces(steps: Path) -> None:
    place = begun(steps, sh("read -r a; echo got $a; cat; echo end"))
    record = running(place)
    type_in(record, b"y")
    type_in(record, b"es\n")
    wrote(place, b"got yes\n")
    type_in(record, b"\x04")
    assert ended(place).exit_code == 0
    assert place.transcript.read_bytes() == b"yes\ngot yes\nend\n"


def test_the_terminal_has_the_size_asked_for_and_the_program_is_told_of_another(
    steps: Path,
) -> None:
    line = "trap 'stty size; exit' WINCH; stty size; while :; do sleep 0.05; done"
    wanted = replace(sh(line), columns=90, rows=33)
    place = begun(steps, wanted)
    wrote(place, b"33 90\n")
    resize(running(place), columns=200, rows=60)
    assert ended(place).exit_code == 0
    assert place.transcript.read_bytes() == b"33 90\n60 200\n"


def test_how_it_stands_can_be_asked(steps: Path) -> None:
    place = begun(steps, sh("echo up; sleep 60"))
    wrote(place, b"up\n")
    standing = ask(running(place), {"do": "status"})
    assert standing.take("received", int) == 3
    assert standing.number("quiet_seconds") >= 0
    assert standing.take("ended", bool) is False


def test_what_cannot_be_is_refused_with_the_reason(steps: Path) -> None:
    place = begun(steps, request("sleep", "60", pty=False))
    record = running(place)
    with pytest.raises(Refused, match="without a terminal"):
        type_in(record, b"x")
    with pytest.raises(Refused, match="not understood"):
        ask(record, {"do": "dance"})


def test_a_holder_that_is_gone_does_not_answer(steps: Path) -> None:
    place = begun(steps, request("sleep", "60"))
    record = running(place)
    cancel(record, by="ana")
    ended(place)
    with pytest.raises(Refused, match="does not answer"):
        ask(replace(record, socket=record.socket + "-gone"), {"do": "status"})


def test_a_folder_with_a_long_name_has_its_socket_elsewhere(steps: Path) -> None:
    deep = steps / ("d" * 120)
    deep.mkdir()
    place = begun(deep, request("sleep", "60"))
    record = running(place)
    assert not record.socket.startswith(str(deep))
    cancel(record, by="ana")
    assert ended(place).signal == "SIGTERM"
