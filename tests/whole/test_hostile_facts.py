"""Hostile text in every field of every fact, and then every output, for people and for machines.

One launch on disk holds all kinds of facts with hostile text wherever a text is free; it is read
by the commands as they are, as JSON, and as a report; the screens are in test_hostile_text.py.
"""

import hashlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from golive_tui.checklist.reader import read_checklist
from golive_tui.cli.check_outcome import Outcome, line, page
from golive_tui.cli.junit import junit
from golive_tui.cli.main import main
from golive_tui.engine.metrics import _said
from golive_tui.launch.check_facts import Found
from golive_tui.launch.events import By, ChecklistAccepted, Event, LaunchCreated
from golive_tui.launch.samples import Sample
from golive_tui.launch.sentences import sentence
from golive_tui.store.chain import START
from golive_tui.store.codec import decode, encode
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.samples import SampleStore
from tests.cli.made import ANA, CHECKLIST, NOON, after, begun, enveloped
from tests.report.test_page import Reader
from tests.support.engines import end_engines
from tests.whole.evil import EVIL, facts, hidden, poisoned, seen

SUBJECTS = {
    "item": ("records", "look-back"),
    "step": ("deploy",),
    "attempt": ("deploy-1",),
    "gate": ("poll",),
    "station": ("backend",),
    "round": ("hour/1",),
    "phase": ("hour",),
    "probe": ("api", "web"),
    "trigger": ("errors",),
    "field": ("Notes",),
}
MARKUP = "[@click=app.quit]go[/] ![i](http://evil/p) <img src=x onerror=a()> & | ` ]]>"
"""What may stand in a checklist's title; control characters are refused there."""
TEXT = (
    re.sub('title = "(.*)"', lambda found: f'title = "{found[1]} {MARKUP}"', CHECKLIST)
    .replace('name = "[Name]"', f'name = "{MARKUP}"')
    .replace('[[stage]]\nid = "before"', '[[gate]]\nid = "poll"\ntitle = "<b>Poll</b>"\n'
             'stations = ["backend"]\n\n[[stage]]\nid = "before"')
)  # fmt: skip
NOBODY = By(user=EVIL, uid=1000, host=EVIL, how="peer", claim=EVIL)


@pytest.fixture(scope="module")
def events() -> list[Event]:
    """All kinds of facts, said by somebody whose very name is hostile."""
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    told = [
        (60.0 + n, replace(fact, sha256=digest) if isinstance(fact, ChecklistAccepted) else fact)
        for n, fact in enumerate(facts(SUBJECTS))
    ]
    return [replace(each, by=NOBODY) for each in enveloped(told)]


@pytest.fixture
def launch(own_home: Path, events: list[Event]) -> LaunchDirectory:
    """The launch that holds them, with samples that say the same."""
    told = [((each.at - NOON).total_seconds(), each.fact) for each in events]
    made = begun("shop-1", *told, text=TEXT, title=EVIL, host=EVIL, target="production")
    _resay(made)
    store = SampleStore.open(made.samples)
    for probe in ("api", "web"):
        store.add([Sample(probe=probe, at=after(61 + 30 * n), outcome="fail",
                          reason="tcp.refused", detail=EVIL, values={EVIL: 1.0},
                          phases={EVIL: 0.1}) for n in range(4)])  # fmt: skip
    store.commit()
    store.close()
    return made


def _resay(launch: LaunchDirectory) -> None:
    """Put the hostile name into every line of the journal, each tied to the one before."""
    position, lines = START, []
    for each in launch.journal.read_bytes().splitlines(keepends=True):
        event, _ = decode(each)
        by = ANA if isinstance(event.fact, LaunchCreated) else NOBODY
        lines.append(encode(replace(event, by=by), position.prev))
        position = position.after(lines[-1])
    launch.journal.write_bytes(b"".join(lines))


COMMANDS = [
    *(f"{word} LAUNCH{flag}" for word in ("status", "journal", "step list", "trigger list",
                                          "gate list", "verify") for flag in ("", " --json")),
    "list", "list --json", "report LAUNCH", "report LAUNCH --format html", "rollback --show",
    "step show deploy", "mark records passed --note x", "trigger acknowledge errors",
]  # fmt: skip


LOUD = {
    *(f"{word} LAUNCH{flag}" for word in ("status", "journal") for flag in ("", " --json")),
    "list --json", "report LAUNCH", "report LAUNCH --format html",
}  # fmt: skip
"""Those that cannot but show some of it."""


@pytest.fixture
def shown(launch: LaunchDirectory, capsys: pytest.CaptureFixture[str]) -> Iterator[dict[str, str]]:
    """What each command says, on both streams; nobody holds the launch before."""
    found = {}
    for command in COMMANDS:
        main(command.replace("LAUNCH", str(launch.path)).split())
        said = capsys.readouterr()
        assert "Traceback" not in said.err, command
        found[command] = said.out + said.err
    yield found
    end_engines()


def test_no_command_says_anything_that_acts(shown: dict[str, str]) -> None:
    """One launch for it all: it takes longer to read than to look at."""
    people = {command: seen(text) for command, text in shown.items() if "json" not in command}
    assert {command: found for command, found in people.items() if found} == {}
    scripts = {command: text for command, text in shown.items() if "json" in command}
    assert {command: hidden(text) for command, text in scripts.items() if hidden(text)} == {}
    loud = {command for command, text in shown.items() if "pwned" in text}
    assert loud >= LOUD, "it was there to be shown"
    for text in scripts.values():
        json.loads(text)
    told = json.loads(shown["journal LAUNCH --json"])["events"]
    assert any(EVIL in each.values() for each in told), "a script gets the text as it is"
    assert_report(shown["report LAUNCH"], shown["report LAUNCH --format html"])


def assert_report(markdown: str, html: str) -> None:
    """Neither has markup of others."""
    assert "pwned" in markdown
    assert "pwned" in html
    assert re.findall(r"(?<!\\)\]\(|(?<!\\)<(?!br>)|(?<!\\)`", markdown) == []
    read = Reader(html)
    attributes = {name for _, given in read.tags for name in given}
    assert {tag for tag, _ in read.tags} & {
        "img",
        "script",
        "a",
        "iframe",
        "object",
        "form",
        "link",
        "b",
    } == set()
    assert {name for name in attributes if name.startswith("on")} == set()
    assert attributes & {"src", "href"} == set()


def test_a_sentence_of_each_fact_is_one_line(events: list[Event]) -> None:
    checklist = read_checklist(TEXT.encode(), "shop.toml", None)
    said = {each.fact.kind: sentence(each, checklist) for each in events}
    assert len(said) > 50
    assert {kind: text for kind, text in said.items() if seen(text, newline=False)} == {}


def test_a_verdict_is_harmless_for_people_and_for_machines() -> None:
    found: Found = poisoned(Found)
    outcome = Outcome(id="records", title=EVIL, path=(EVIL, EVIL),
                      found=(replace(found, verdict="fail"),))  # fmt: skip
    assert [text for text in (line(outcome), *page(found)) if seen(text, newline=False)] == []
    document = junit(EVIL, [outcome], NOON)
    assert seen(document.decode()) == []
    assert {each.tag for each in ET.fromstring(document).iter()} == {
        "testsuites", "testsuite", "testcase", "failure", "system-out",
    }  # fmt: skip


def test_a_label_of_the_metrics_is_one_harmless_line() -> None:
    assert seen(_said(EVIL), newline=False) == []
