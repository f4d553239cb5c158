import json
import os
import selectors
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from golive_tui.errors import Refused, StoreError
from golive_tui.holder.control import LONGEST, MOST, Answer, Control
from golive_tui.holder.plain import Plain


class Desk:
    """Echoes what it hears, and refuses `no`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.selector = selectors.DefaultSelector()
        self.control = Control(path, self.selector, self.obey)
        self.clients: list[socket.socket] = []

    def obey(self, message: Plain) -> Answer:
        if message.take("do", str) == "no":
            raise Refused("it may not be")
        return {"heard": message.values}

    def client(self) -> socket.socket:
        end = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.clients.append(end)
        end.settimeout(5)
        end.connect(str(self.path))
        self.turn()
        return end

    def turn(self) -> None:
        while ready := self.selector.select(0):
            for key, _ in ready:
                key.data()

    def close(self) -> None:
        self.control.close()
        self.selector.close()
        for end in self.clients:
            end.close()


@pytest.fixture
def desk(own_home: Path) -> Iterator[Desk]:
    made = Desk(own_home / "control.sock")
    yield made
    made.close()


def answers(desk: Desk, end: socket.socket, data: bytes) -> list[dict[str, object]]:
    end.sendall(data)
    desk.turn()
    return [json.loads(line) for line in end.recv(LONGEST).splitlines()]


def hung_up(end: socket.socket) -> bool:
    try:
        return end.recv(1) == b""
    except ConnectionResetError:
        return True


def test_a_line_is_answered_by_a_line(desk: Desk) -> None:
    end = desk.client()
    assert answers(desk, end, b'{"do": "x"}\n') == [{"ok": True, "heard": {"do": "x"}}]
    both = answers(desk, end, b'{"do": "a"}\n{"do": "no"}\n{"do"')
    assert both == [
        {"ok": True, "heard": {"do": "a"}},
        {"ok": False, "error": "it may not be"},
    ]
    assert answers(desk, end, b': "rest"}\n') == [{"ok": True, "heard": {"do": "rest"}}]


@pytest.mark.parametrize("line", [b"", b"[]", b"\xff\xfe", b'{"do": 1}', b"{", b"null"])
def test_nonsense_is_answered_and_does_no_harm(desk: Desk, line: bytes) -> None:
    end = desk.client()
    (answer,) = answers(desk, end, line + b"\n")
    assert answer["ok"] is False
    assert "not understood" in str(answer["error"])
    assert answers(desk, end, b'{"do": "x"}\n')[0]["ok"] is True


def test_a_line_without_end_is_cut_off(desk: Desk) -> None:
    end = desk.client()
    for _ in range(3):
        end.send(b"x" * (LONGEST // 2))
        desk.turn()
    assert hung_up(end)


def test_who_does_not_read_is_dropped_and_blocks_nobody(desk: Desk) -> None:
    deaf, other = desk.client(), desk.client()
    message = json.dumps({"do": "x" * 50_000}).encode() + b"\n"

    def talk() -> None:
        for _ in range(100):
            deaf.sendall(message)
            desk.turn()

    with pytest.raises(OSError):
        talk()
    assert answers(desk, other, b'{"do": "x"}\n')[0]["ok"] is True


def test_there_is_a_limit_to_clients_and_room_again_when_one_leaves(desk: Desk) -> None:
    ends = [desk.client() for _ in range(MOST)]
    assert hung_up(desk.client())
    ends[0].close()
    desk.turn()
    assert answers(desk, desk.client(), b'{"do": "x"}\n')


def test_another_user_is_not_heard(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    assert hung_up(desk.client())


def test_where_the_system_does_not_say_who_it_is_the_folder_keeps_others_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(socket, "SO_PEERCRED")
    assert answers(desk, desk.client(), b'{"do": "x"}\n')


def test_the_socket_is_private_and_goes_when_it_is_closed(desk: Desk) -> None:
    assert stat.S_IMODE(desk.path.stat().st_mode) == 0o600
    desk.client()
    desk.control.close()
    assert not desk.path.exists()
    desk.control = Control(desk.path, desk.selector, desk.obey)
    desk.path.unlink()  # and it is no harm when somebody else removed it


def test_where_nothing_can_listen_nothing_is_started(own_home: Path) -> None:
    with (
        selectors.DefaultSelector() as selector,
        pytest.raises(StoreError, match="nothing was started"),
    ):
        Control(own_home / "missing" / "control.sock", selector, lambda message: {})
