"""Keys from a clean line, a noisy one, and one that ends."""

import os
from contextlib import closing
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import constants
from textual.events import Key, Paste
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from golive_tui.tui.ground.keyboard import Ears, listen
from tests.support.waiting import wait_until


def heard(*pieces: bytes) -> list[Message]:
    messages: list[Message] = []
    ears = Ears(messages.append)
    for piece in pieces:
        ears.hear(piece)
    return messages


def keys(*pieces: bytes) -> list[str]:
    return [message.key for message in heard(*pieces) if isinstance(message, Key)]


def test_keys_arrows_and_utf8_are_heard() -> None:
    assert keys(b"j", b"\x1b[A", "é".encode()) == ["j", "up", "é"]


def test_a_character_may_come_in_pieces() -> None:
    euro = "€".encode()
    assert keys(euro[:1], euro[1:]) == ["euro_sign"]


@pytest.mark.parametrize(
    "noise", [b"\xff", b"\xc3(", b"\xf8\x88", b"\x80\x80\x80", b"\xed\xa0\x80"]
)
def test_a_byte_that_is_no_utf8_is_dropped_and_the_next_key_heard(noise: bytes) -> None:
    assert keys(noise, b"jk")[-2:] == ["j", "k"]
    assert all("replacement" not in key for key in keys(noise, b"jk"))


def test_an_old_mouse_report_with_high_bytes_swallows_no_key() -> None:
    assert keys(b"\x1b[M \xf0\xf1", b"j") == ["j"]


@pytest.mark.parametrize(
    "noise", [b"\x1b[1114112u", b"\x1b[1;1:99999999999u", b"\x1b[4294967296;5u"]
)
def test_a_key_report_beyond_unicode_is_survived(noise: bytes) -> None:
    assert not constants.DISABLE_KITTY_KEY
    assert keys(noise, b"j")[-1:] == ["j"]
    assert keys(noise + b"j")[-1:] == ["j"]


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_hearing_goes_on_after_any_bytes(noise: list[bytes]) -> None:
    """A paste is ended and a sequence broken off first; then the key is heard."""
    assert keys(*noise, b"\x1b[201~\x1b[201~", b"\x18\x18", b"j")[-1:] == ["j"]


def test_a_paste_is_one_message() -> None:
    pasted = [m.text for m in heard(b"\x1b[200~two\nlines\x1b[201~x") if isinstance(m, Paste)]
    assert pasted == ["two\nlines"]


def test_the_terminals_answer_about_frames_is_heard() -> None:
    assert any(
        isinstance(message, TerminalSupportsSynchronizedOutput)
        for message in heard(b"\x1b[?2026;2$y")
    )


class Listener:
    """`listen` in a thread, as the driver runs it."""

    def __init__(self) -> None:
        self.master, self.slave = os.openpty()
        self.messages: list[Message] = []
        self.stopping = Event()
        self.answer: list[bool] = []
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        self.answer.append(listen(self.slave, stopping=self.stopping, emit=self.messages.append))

    def close(self) -> None:
        self.stopping.set()
        self.thread.join()
        os.close(self.slave)


def test_listening_stops_when_asked() -> None:
    listener = Listener()
    with closing(listener):
        os.write(listener.master, b"j\n")
        wait_until(lambda: listener.messages)
    assert listener.answer == [True]
    os.close(listener.master)


def test_listening_ends_when_the_terminal_has_gone() -> None:
    listener = Listener()
    os.close(listener.master)
    wait_until(lambda: listener.answer)
    assert listener.answer == [False]
    listener.close()


def test_a_lone_escape_is_the_key_after_a_while() -> None:
    listener = Listener()
    with closing(listener):
        os.write(listener.master, b"\x1b\n")
        wait_until(lambda: [m for m in listener.messages if isinstance(m, Key)])
    os.close(listener.master)
    assert isinstance(listener.messages[0], Key)
