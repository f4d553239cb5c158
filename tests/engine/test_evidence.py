"""The files that a step leaves as evidence."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from golive_tui.engine import evidence
from golive_tui.engine.evidence import Collector
from golive_tui.launch.events import EvidenceFile
from golive_tui.secrets import Redactor
from tests.support.lookups import Values

SECRET = "hunter2-is-no-password"
SINCE = 1_700_000_000.0


@pytest.fixture
def collector(own_home: Path) -> Collector:
    folder = own_home / "attempt"
    folder.mkdir()
    return Collector(
        folder=folder,
        directory=str(own_home),
        since=SINCE,
        lookup=Values({"report": "load.json"}),
        redactor=Redactor((SECRET,)),
    )


def leave(collector: Collector, name: str, text: str, changed: float = SINCE + 5) -> Path:
    path = Path(collector.directory) / name
    path.write_text(text)
    os.utime(path, (changed, changed))
    return path


def one(collector: Collector, name: str) -> EvidenceFile:
    (found,) = collector.collect((name,))
    return found


def test_a_file_is_told_by_name_size_and_digest_and_its_beginning_is_kept(
    collector: Collector,
) -> None:
    leave(collector, "load.json", "p95 42\n")
    assert one(collector, "${report}") == EvidenceFile(
        name="load.json",
        bytes=7,
        sha256=hashlib.sha256(b"p95 42\n").hexdigest(),
        copy="evidence-1",
    )
    assert (collector.folder / "evidence-1").read_text() == "p95 42\n"


def test_a_copy_has_no_secret_and_no_control_character(collector: Collector) -> None:
    leave(collector, "load.json", f"\x1b[31mtoken={SECRET}\n")
    assert one(collector, "load.json").copy == "evidence-1"
    kept = (collector.folder / "evidence-1").read_text()
    assert SECRET not in kept
    assert "\x1b" not in kept


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("gone.json", "no such file or directory"),
        (".", "no regular file"),
        ("${nowhere}", "nowhere"),
        ("a\0b.json", "no file can have this name"),
        ("a\ud800b.json", "no file can have this name"),
    ],
)
def test_what_is_not_there_is_said(collector: Collector, name: str, trouble: str) -> None:
    found = one(collector, name)
    assert trouble in found.trouble
    assert (found.sha256, found.copy) == ("", "")


def test_a_file_of_an_earlier_run_is_doubted(collector: Collector) -> None:
    leave(collector, "load.json", "{}", changed=SINCE - 60)
    found = one(collector, "load.json")
    assert "older than the attempt" in found.trouble
    assert found.sha256


def test_setup_data_is_never_kept(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    leave(collector, "load.json", json.dumps({"metrics": {}, "setup_data": {"key": "abc"}}))
    assert one(collector, "load.json").copy == "evidence-1"
    kept = json.loads((collector.folder / "evidence-1").read_text())
    assert kept == {"metrics": {}, "setup_data": "not kept"}
    leave(collector, "load.json", '{"setup_data": {"key": "abc"}, broken')
    assert one(collector, "load.json").copy == ""
    monkeypatch.setattr(evidence, "LARGEST", 10)
    assert "not read" in one(collector, "load.json").trouble


def test_what_is_nested_without_end_is_digested_and_not_kept(collector: Collector) -> None:
    nested = "[" * 100_000 + "]" * 100_000
    leave(collector, "load.json", f'{{"setup_data": {{"key": "abc"}}, "x": {nested}}}')
    found = one(collector, "load.json")
    assert found.sha256
    assert (found.copy, found.trouble) == ("", "")
