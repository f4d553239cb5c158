"""`golive check` without a launch, over a real server on loopback."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from defusedxml import ElementTree

from tests.cli.made import Golive


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b'{"status": "ok"}'
        self.send_response(503 if self.path == "/bad" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server: /bad is 503, all else is 200."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def shop(own_home: Path, url: str) -> Path:
    """Two items that pass, one that fails, one that cannot be told, one for people."""
    checks = {
        "good": "status == 200",
        "bad": "status == 200",
        "untold": "json.version == 7",
        "fine": "json.status == 'ok'",
    }
    items = "".join(
        f'[[stage.section.item]]\nid = "{name}"\ntitle = "The {name}"\n'
        f'check = {{ kind = "http", url = "${{api}}/{name}", expect = ["{expect}"] }}\n'
        for name, expect in checks.items()
    )
    text = f"""schema = 1
title = "Shop"
[targets.production]
api = "{url}"
[targets.rehearsal]
rehearsal = true
api = "${{stand_in:api}}"
[[stage]]
id = "before"
title = "Before"
[[stage.section]]
id = "all"
title = "All"
{items}
[[stage.section.item]]
title = "By hand"
"""
    path = own_home / "shop.toml"
    path.write_text(text)
    return path


def test_items_of_a_checklist_are_checked_here_and_now(golive: Golive, shop: Path) -> None:
    said = golive("check", "--checklist", str(shop), "good", "fine")
    assert said.code == 0
    assert sorted(said.out.splitlines()) == [
        "pass          The fine (fine): json.status is 'ok'",
        "pass          The good (good): status is 200",
    ]
    assert said.err == "2 items checked: 2 pass\n"


@pytest.mark.parametrize("words", [["--all"], ["--stage", "before"], ["--section", "all"]])
def test_whatever_does_not_pass_is_no(golive: Golive, shop: Path, words: list[str]) -> None:
    report = shop.parent / "report.xml"
    said = golive("check", "--checklist", str(shop), *words, "--json", "--junit", str(report))
    assert said.code == 1
    document = json.loads(said.out)
    assert {item["id"]: item["verdict"] for item in document["items"]} == {
        "good": "pass",
        "bad": "fail",
        "untold": "inconclusive",
        "fine": "pass",
    }
    assert [item["id"] for item in document["items"]] == ["good", "bad", "untold", "fine"]
    root = ElementTree.fromstring(report.read_bytes())
    assert (root.attrib["tests"], root.attrib["failures"], root.attrib["skipped"]) == (
        "4",
        "1",
        "1",
    )


def test_a_rehearsal_without_its_stand_in_is_told(golive: Golive, shop: Path) -> None:
    said = golive("check", "--checklist", str(shop), "--target", "rehearsal", "--all")
    assert said.code == 2
    assert "looks at a stand-in, which only a rehearsal brings" in said.err
    assert "golive demo --detach" in said.err


def test_a_single_check_needs_no_checklist(golive: Golive, url: str) -> None:
    said = golive("check", "--kind", "http", f"url={url}/", "expect=status == 200")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[:2] == ["pass", "  status is 200"]
    assert {"asked", "facts", "phases"} <= set(lines)
    said = golive("check", "--kind", "http", f"url={url}/bad", "--json")
    assert said.code == 1
    (item,) = json.loads(said.out)["items"]
    assert (item["verdict"], item["reason"]) == ("fail", "http.status")
    assert item["checks"][0]["facts"]["status"] == "503"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "what is to be checked?"),
        (["--kind", "http", "url"], "`url` is no setting"),
        (["--kind", "htpp", "url=u"], 'no probe kind "htpp"; did you mean `http`?'),
        (["--kind", "http", "--all"], "--kind is one check: it has no items"),
        (["--kind", "http", "--checklist", "x"], "--checklist and --kind do not go together"),
        (["--target", "production", "--all"], "--target is one of a checklist: which?"),
        (["--checklist", "SHOP", "by-hand"], "`by-hand` has no check"),
        (["--checklist", "SHOP", "--junit", "/no/such/x.xml", "good"], "cannot be written"),
    ],
)
def test_what_cannot_be_asked_is_2(golive: Golive, shop: Path, words: list[str], said: str) -> None:
    answer = golive("check", *(str(shop) if word == "SHOP" else word for word in words))
    assert answer.code == 2
    assert said in answer.err


def test_what_is_not_there_is_3(golive: Golive, shop: Path) -> None:
    assert golive("check", "--checklist", str(shop), "gone").code == 3
    assert golive("check", "--checklist", str(shop), "--stage", "gone").code == 3
