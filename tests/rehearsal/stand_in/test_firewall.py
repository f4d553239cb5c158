import socket
from collections.abc import Iterator

import pytest

from golive_tui.rehearsal.stand_in.firewall import Firewall, guarded


@pytest.fixture
def ports() -> Iterator[tuple[Firewall, dict[str, int]]]:
    sockets = {"database": guarded(), "redis": guarded()}
    firewall = Firewall(sockets)
    yield firewall, {name: sock.getsockname()[1] for name, sock in sockets.items()}
    firewall.close()


def is_open(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def test_ports_are_closed_until_they_are_opened_and_close_again(
    ports: tuple[Firewall, dict[str, int]],
) -> None:
    firewall, port = ports
    assert not is_open(port["database"])
    firewall.keep(("database",))
    assert is_open(port["database"])
    assert not is_open(port["redis"])
    firewall.keep(("redis",))
    assert not is_open(port["database"])
    assert is_open(port["redis"])
    firewall.keep(())
    assert not is_open(port["redis"])
