import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import dns.message
import dns.query
import httpx
import psutil
import pytest
from websockets.sync.client import connect

from golive_tui.errors import InputError
from golive_tui.rehearsal.stand_in.decks import FRONTENDS
from golive_tui.rehearsal.stand_in.serve import read_behaviour
from tests.rehearsal.stand_in.process import COMMAND, running
from tests.rules.project import ROOT
from tests.support.waiting import wait_until

POLL = "/socket.io/?EIO=4&transport=polling"


def rays(api: str, count: int) -> list[str]:
    with httpx.Client() as client:
        return [client.get(f"{api}/health").headers["cf-ray"] for _ in range(count)]


def test_one_line_tells_the_addresses_and_all_of_them_answer() -> None:
    with running() as stand_in:
        values = stand_in.values
        assert stand_in.told["schema"] == 1
        assert stand_in.told["pid"] == stand_in.process.pid
        trusting = ssl.create_default_context(cafile=values["ca"])
        with httpx.Client(verify=trusting) as client:
            assert client.get(f"{values['api']}/health").json()["status"] == "healthy"
            assert client.get(f"{values['tls']}/health").json()["status"] == "healthy"
            assert client.get(values["socketio"] + POLL).text.startswith("0{")
            for name in FRONTENDS:
                assert name in client.get(values[name]).text
        with connect(values["ws"], proxy=None) as ws:
            ws.send("hello")
            assert ws.recv() == "hello"
        query = dns.message.make_query("api.flowmind.app", "A")
        reply = dns.query.udp(query, values["dns_host"], port=int(values["dns_port"]), timeout=20)
        assert "127.0.0.1" in reply.answer[0].to_text()


def test_it_ends_with_its_stdin() -> None:
    with running() as stand_in:
        assert stand_in.hang_up() == (0, b"")


def test_open_connections_do_not_hold_up_its_end() -> None:
    with running() as stand_in:
        values = stand_in.values
        address = (values["host"], int(values["port"]))
        with (
            connect(values["ws"], proxy=None) as ws,
            httpx.Client() as client,
            socket.create_connection(address) as silent,
            socket.create_connection(address) as polling,
        ):
            sid = json.loads(client.get(values["socketio"] + POLL).text[1:])["sid"]
            polling.sendall(f"GET {POLL}&sid={sid} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            silent.sendall(b"GET / HT")
            ws.send("hello")
            assert stand_in.hang_up() == (0, b"")


def test_it_ends_on_sigterm_and_on_nothing_less() -> None:
    with running() as stand_in:
        for ignored in (signal.SIGINT, signal.SIGHUP):
            stand_in.process.send_signal(ignored)
        assert stand_in.order({"reset": True}) == {"ok": True}
        stand_in.process.send_signal(signal.SIGTERM)
        assert stand_in.ended() == (0, b"")


PARENT = """
import subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(child.stdout.readline().decode(), flush=True)
child.wait()
"""


def test_a_parent_killed_with_sigkill_takes_it_along() -> None:
    argv = [sys.executable, "-c", PARENT, *COMMAND, "--seed", "7"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, cwd=ROOT) as parent:
        assert parent.stdout is not None
        told = json.loads(parent.stdout.readline())
        child = psutil.Process(told["pid"])
        assert child.is_running()
        os.kill(parent.pid, signal.SIGKILL)
    wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)


def test_the_same_seed_answers_the_same_and_another_does_not() -> None:
    with running("--seed", "3") as one, running("--seed", "3") as two, running("--seed", "4") as no:
        assert rays(one.values["api"], 5) == rays(two.values["api"], 5)
        assert rays(one.values["api"], 1) != rays(no.values["api"], 1)


def test_traffic_runs_with_the_speed_and_since_the_beginning_of_the_launch() -> None:
    arguments = ("--seed", "3", "--speed", "3600", "--since", "2026-01-01T00:00:00Z")
    with running(*arguments) as stand_in, httpx.Client() as client:
        first = client.get(f"{stand_in.values['api']}/health/live").json()["uptime"]
        later = client.get(f"{stand_in.values['api']}/health/live").json()["uptime"]
    assert first > 86400
    assert later - first > 3600 * 0.012


def test_orders_change_what_is_answered_until_the_reset() -> None:
    with running() as stand_in, httpx.Client(base_url=stand_in.values["api"]) as client:
        order = {"set": {"health": "unhealthy", "status": {"/api/v1/info": 502}}}
        assert stand_in.order(order) == {"ok": True}
        health = client.get("/health")
        assert (health.status_code, health.json()["status"]) == (200, "unhealthy")
        assert client.get("/api/v1/info").status_code == 502
        assert "did you mean health" in stand_in.order({"set": {"helth": 1}})["error"]
        assert stand_in.order({"reset": True}) == {"ok": True}
        assert client.get("/health").json()["status"] == "healthy"


def test_a_behaviour_file_holds_from_the_first_answer(own_home: Path) -> None:
    file = own_home / "behaviour.toml"
    file.write_text('version = "3.0.0"\n[status]\n"/health" = 503\n')
    with running("--seed", "7", "--behaviour", str(file)) as stand_in:
        api = stand_in.values["api"]
        assert httpx.get(f"{api}/health").status_code == 503
        assert httpx.get(f"{api}/api/v1/info").json()["version"] == "3.0.0"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nope = 1", "behaviour.toml: nope: no such key"),
        ("not toml", "behaviour.toml: cannot be read as TOML"),
        (None, "behaviour.toml: cannot be read as TOML"),
    ],
)
def test_a_bad_behaviour_file_is_told_with_its_name(
    own_home: Path, text: str | None, told: str
) -> None:
    file = own_home / "behaviour.toml"
    if text is not None:
        file.write_text(text)
    with pytest.raises(InputError) as caught:
        read_behaviour(file)
    assert told in caught.value.message


def test_it_stays_small_under_use() -> None:
    with running() as stand_in, httpx.Client(base_url=stand_in.values["api"]) as client:
        for _ in range(100):
            client.get("/metrics")
            stand_in.order({"set": {"error_ratio": "5%"}})
            stand_in.order({"reset": True})
        assert psutil.Process(stand_in.process.pid).memory_info().rss < 40_000_000
