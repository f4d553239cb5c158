import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from golive_tui.checklist.model import Checklist
from golive_tui.checklist.reader import read_checklist
from golive_tui.cli.host import reach
from golive_tui.cli.host.finding import Finding
from golive_tui.cli.host.reach import Endpoint, connect, endpoint_of, look, reached
from golive_tui.probes.all_kinds import specs
from tests.cli.made import CHECKLIST
from tests.support.waiting import dawdle_blocking

SECRET = CHECKLIST.replace('host = "${host}"', 'host = "${env:API_HOST}"', 1)


def _checklist(text: str) -> Checklist:
    return read_checklist(text.encode(), "shop.toml", specs())


@pytest.fixture
def listener() -> Iterator[int]:
    """A port of this host on which somebody listens."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.fixture
def free() -> int:
    """A port of this host on which nobody listens."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port: int = server.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("settings", "endpoint"),
    [
        ({"url": "https://api.example/x"}, ("api.example", 443)),
        ({"url": "http://api.example:8080/"}, ("api.example", 8080)),
        ({"url": "wss://api.example/ws"}, ("api.example", 443)),
        ({"url": "ws://[::1]/ws"}, ("::1", 80)),
        ({"host": "db", "port": "5432"}, ("db", 5432)),
        ({"host": "db", "port": 5432}, ("db", 5432)),
        ({"host": "db"}, ("db", 443)),
        ({"name": "api.example", "type": "A"}, None),
        ({"run": ["true"]}, None),
        ({"url": "gopher://x"}, None),
        ({"url": "https://x:port/"}, None),
        ({"url": "https://[bad/"}, None),
        ({"url": ""}, None),
        ({"host": "db", "port": "many"}, None),
        ({}, None),
        ("no table", None),
    ],
)
def test_where_a_probe_looks_is_found_in_its_settings(
    settings: object, endpoint: tuple[str, int] | None
) -> None:
    assert endpoint_of(settings) == endpoint


def test_who_listens_is_reached(listener: int) -> None:
    found = connect(Endpoint("127.0.0.1", listener, ["api"]))
    assert found.verdict == "ok"
    assert found.says.startswith(f"127.0.0.1:{listener} (api) is reached in ")


def test_a_closed_port_is_told(free: int) -> None:
    found = connect(Endpoint("127.0.0.1", free, ["api"]))
    assert (found.verdict, found.says) == (
        "wrong",
        f"127.0.0.1:{free} (api) is not reached: Connection refused",
    )


@pytest.mark.parametrize("host", ["no host \x1b", "x" * 300, "\udc80", "a..b"])
def test_a_name_that_is_none_is_told(host: str) -> None:
    found = connect(Endpoint(host, 443, ["api"]))
    assert found.verdict == "wrong"
    assert "does not resolve" in found.says
    assert "\x1b" not in found.says


def test_a_port_that_swallows_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its queue is full and nobody takes from it."""
    monkeypatch.setattr(reach, "WITHIN", 0.3)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        fillers = [socket.socket() for _ in range(4)]
        for each in fillers:
            each.settimeout(0)
            each.connect_ex(server.getsockname())
        found = connect(Endpoint("127.0.0.1", server.getsockname()[1], ["api"]))
        for each in fillers:
            each.close()
    assert found.verdict == "wrong"
    assert "no answer within" in found.says


def test_a_resolver_that_is_stuck_is_left_behind(
    monkeypatch: pytest.MonkeyPatch, listener: int
) -> None:
    known = socket.getaddrinfo

    def stuck(host: str, *rest: object, **more: object) -> object:
        if host == "stuck.example":
            dawdle_blocking(5)
        return known(host, *rest, **more)  # type: ignore[arg-type] # handed on

    monkeypatch.setattr(socket, "getaddrinfo", stuck)
    monkeypatch.setattr(reach, "WITHIN", 0.2)
    first, second = reached(
        [Endpoint("stuck.example", 443, ["a"]), Endpoint("127.0.0.1", listener, ["b"])]
    )
    assert "does not resolve in time" in first.says
    assert second.verdict == "ok"


def test_the_second_address_of_a_name_has_its_turn(
    monkeypatch: pytest.MonkeyPatch, listener: int, free: int
) -> None:
    places = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
        for port in (free, listener)
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: places)
    assert connect(Endpoint("two.example", 443, ["api"])).verdict == "ok"


def _found(text: str, target: str, where: Path) -> list[Finding]:
    return list(look(_checklist(text), target, where))


def test_a_rehearsal_brings_what_it_needs(own_home: Path) -> None:
    (found,) = _found(CHECKLIST, "rehearsal", own_home)
    assert found.verdict == "ok"
    assert "stand-in" in found.says


def test_probes_of_one_endpoint_share_a_line(own_home: Path, listener: int) -> None:
    values, endpoint = _found(CHECKLIST.replace('"9"', f'"{listener}"'), "production", own_home)
    assert values.says == "every value is defined, every secret is set"
    assert f"127.0.0.1:{listener} (api, web) is reached" in endpoint.says


def test_a_secret_that_is_not_set_is_told_with_its_name(
    own_home: Path, listener: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SECRET.replace('"9"', f'"{listener}"')
    lacks, endpoint = _found(text, "production", own_home)
    assert lacks.verdict == "wrong"
    assert "probe api: `${env:API_HOST}` is not set" in lacks.says
    assert "export API_HOST" in lacks.remedy
    assert "(web)" in endpoint.says
    monkeypatch.setenv("API_HOST", "127.0.0.1")
    values, endpoint = _found(text, "production", own_home)
    assert values.verdict == endpoint.verdict == "ok"


def test_a_secret_in_a_name_is_not_shown(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_HOST", "open-sesame..invalid")
    found = _found(SECRET.replace('"9"', '"1"'), "production", own_home)
    assert "sesame" not in repr([(each.says, each.remedy) for each in found])
    assert "***:1 (api) is not reached: its name does not resolve" in found[1].says


def test_what_a_step_and_a_check_need_is_looked_at_too(own_home: Path, listener: int) -> None:
    text = CHECKLIST.replace('"9"', f'"{listener}"').replace(
        'run = ["./deploy.sh"]', 'run = ["./deploy.sh", "${env:DEPLOY_KEY}"]'
    )
    text = text.replace(
        'title = "Look back"',
        'title = "Look back"\ncheck = { kind = "tcp", host = "${file:host.txt}", port = 9 }',
    )
    found = _found(text, "production", own_home)
    assert [each.says for each in found if each.check == "values"] == [
        "item deploy: `${env:DEPLOY_KEY}` is not set",
        "item look-back: `${file:host.txt}` is not set",
    ]
    (own_home / "host.txt").write_text("127.0.0.1\n")
    found = _found(text, "production", own_home)
    assert len([each for each in found if each.check == "values"]) == 1


def test_many_probes_of_an_endpoint_are_not_all_named(listener: int) -> None:
    found = connect(Endpoint("127.0.0.1", listener, list("abcde")))
    assert "(a, b, c and 2 more)" in found.says


def test_a_channel_whose_secret_is_not_set_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text = CHECKLIST + '[notify.lead]\nurls = ["${env:GOLIVE_TEST_URL}"]\n'
    said = [each.says for each in look(_checklist(text), "production", Path("/"))]
    assert said[0] == "channel lead: `${env:GOLIVE_TEST_URL}` is not set"
    monkeypatch.setenv("GOLIVE_TEST_URL", "json://x")
    monkeypatch.setattr(reach, "find_spec", lambda name: None)
    [found] = [each for each in look(_checklist(text), "production", Path("/"))
               if each.check == "values"]  # fmt: skip
    assert found.says == "notices need the extra `notify`"
    assert found.remedy == "pip install 'golive-tui[notify]'"
