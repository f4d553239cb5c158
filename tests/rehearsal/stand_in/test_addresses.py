import socket
from collections.abc import Iterator

import pytest

from golive_tui.rehearsal.stand_in import addresses as module
from golive_tui.rehearsal.stand_in.addresses import Addresses, Sockets, addresses, bind
from golive_tui.rehearsal.stand_in.decks import FRONTENDS
from golive_tui.rehearsal.stand_in.http_server import listening


@pytest.fixture
def bound() -> Iterator[Sockets]:
    sockets = bind()
    yield sockets
    for each in (
        sockets.api,
        sockets.tls,
        sockets.dns_udp,
        sockets.dns_tcp,
        *sockets.frontends.values(),
        *sockets.guarded.values(),
    ):
        each.close()


def test_every_socket_is_bound_to_loopback_and_dns_has_one_port(bound: Sockets) -> None:
    names = [each.getsockname() for each in (bound.api, bound.tls, *bound.frontends.values())]
    assert {host for host, _ in names} == {"127.0.0.1"}
    assert len({port for _, port in names}) == 6
    assert bound.dns_udp.getsockname() == bound.dns_tcp.getsockname()


def test_the_values_fill_the_rehearsal_target(bound: Sockets) -> None:
    where = addresses(bound)
    values = where.values("/somewhere/ca.pem")
    api = bound.api.getsockname()[1]
    assert values["api"] == values["socketio"] == f"http://127.0.0.1:{api}"
    assert values["ws"] == f"ws://127.0.0.1:{api}/ws"
    assert (values["host"], values["port"]) == ("127.0.0.1", str(api))
    assert values["tls"] == f"https://{values['tls_host']}:{values['tls_port']}"
    assert values["dns_server"] == f"{values['dns_host']}:{values['dns_port']}"
    assert values["ca"] == "/somewhere/ca.pem"
    assert {name: values[name] for name in FRONTENDS} == {
        name: f"http://127.0.0.1:{sock.getsockname()[1]}" for name, sock in bound.frontends.items()
    }
    guarded = bound.guarded["database"].getsockname()[1]
    assert values["database_port"] == str(guarded) != values["redis_port"]
    assert all(isinstance(value, str) for value in values.values())


def test_a_port_that_is_taken_for_udp_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        free = listening
        offered = iter([_listening_at(port)])
        monkeypatch.setattr(module, "listening", lambda _port: next(offered, None) or free())
        udp, tcp = module.pair()
    with udp, tcp:
        assert udp.getsockname() == tcp.getsockname() != ("127.0.0.1", port)


def test_urls_have_no_slash_at_the_end() -> None:
    where = Addresses(api=1, tls=2, dns=3, frontends={"flowmind": 4}, guarded={})
    assert where.api_url == "http://127.0.0.1:1"
    assert where.frontend_url("flowmind") == "http://127.0.0.1:4"


def _listening_at(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.bind(("127.0.0.1", port))
    return made
