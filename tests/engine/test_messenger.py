import builtins
import json
import os
import subprocess
import sys
from typing import Any

import pytest

from golive_tui.engine.messenger import MISSING, Answer, deliver, send
from tests.support.inbox import inbox


async def test_a_service_takes_title_and_body_as_plain_text() -> None:
    with inbox() as box:
        assert await send(box.url, "T", "one\ntwo <b>") == Answer()
        assert box.taken[0]["title"] == "T"
        assert box.taken[0]["message"] == "one\ntwo <b>"


async def test_a_refusal_says_why_without_the_url() -> None:
    with inbox() as box:
        box.answers = [403]
        answer = await send(box.url, "T", "b")
    assert "403" in answer.reason
    assert not answer.final
    assert "hush-hush" not in answer.reason


async def test_a_service_that_is_not_there_is_a_reason() -> None:
    with inbox() as box:
        url = box.url
    answer = await send(url, "T", "b")
    assert answer.reason
    assert "hush-hush" not in answer.reason


async def test_a_url_of_no_service_is_tried_once_only() -> None:
    said = "its URL names no service that Apprise knows"
    assert await send("nosuch://secret-part", "T", "b") == Answer(said, final=True)


async def test_a_messenger_that_hangs_is_ended() -> None:
    assert await send("json://127.0.0.1:9/", "T", "b", within=0.01) == Answer(
        "no answer within 0.01 s"
    )


async def test_a_messenger_that_cannot_run_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert (await send("json://x", "T", "b")).reason == "the messenger ended without an answer"
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert (await send("json://x", "T", "b")).reason.startswith("no process can be started")


def test_the_url_is_in_no_argv() -> None:
    with inbox() as box:
        child = subprocess.run(
            [sys.executable, "-m", "golive_tui.engine.messenger"],
            input=json.dumps([box.url, "T", "b"]).encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    assert json.loads(child.stdout) == ["", False]
    assert box.titles == ["T"]


def test_without_apprise_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def lacking(name: str, *args: Any, **more: Any) -> Any:
        if name == "apprise":
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", lacking)
    assert deliver("json://x", "T", "b") == Answer(MISSING, final=True)
    assert "golive-tui[notify]" in MISSING
