"""Secrets planted wherever one may stand, and looked for wherever one may come out."""

import asyncio
import base64
import json
import sys
from pathlib import Path

import pytest

from golive_tui.cli.main import main
from golive_tui.launch import commands as c
from golive_tui.launch.fold import fold
from golive_tui.secrets import known_forms
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import look
from tests.engine.living import Engine, Talker, make_launch, talking
from tests.probes.fault_server import Peer, answering, serving
from tests.support.waiting import wait_until_async
from tests.tui.ground.pty_harness import Pty

PLANTED = {
    "env": "env-hunter2/sesame+opens",
    "file": "file-hunter2 sesame opens",
    "command": "command-hunter2-sesame-opens",
    "password": "password-hunter2-sesame",
    "cookie": "cookie-hunter2-sesame",
}

WALK = (("3", "Timer"), ("4", "exit 3"), ("5", "Events"), ("2", "query"), ("1", "Checklist ─"))
"""Keys that open a view, and what then stands there."""

LAUNCH = """\
schema = 1
title = "Secrets"

[targets.production]
bearer = "Bearer ${env:GOLIVE_TEST_ENV}"

[secrets.vault]
command = ["cat", "vault"]

[probes.echo]
kind = "http"
url = "URL/?token=${file:secret-file}"
every = "1h"
headers = { Authorization = "${bearer}", X-Vault = "${command:vault}" }
expect = ["body contains 'never'"]

[probes.query]
kind = "http"
url = "URL/?q=${env:GOLIVE_TEST_ENV}"
every = "1h"
headers = { Cookie = "id=${env:GOLIVE_TEST_COOKIE}" }
expect = ["header.x-echo == 'never'"]

[[stage]]
id = "before"
title = "Before"

[[stage.section]]
title = "All"

[[stage.section.item]]
id = "echo-check"
title = "Echo"

[[stage.section.item.check]]
kind = "http"
url = "URL/?token=${file:secret-file}"
headers = { Authorization = "${bearer}", X-Vault = "${command:vault}" }
expect = ["body contains 'never'", "header.x-echo exists"]

[[stage.section.item.check]]
kind = "http"
url = "URL/${env:GOLIVE_TEST_ENV}"
headers = { Cookie = "id=${env:GOLIVE_TEST_COOKIE}" }
expect = ["status == 200", "body contains '${file:secret-file}'"]

[[stage.section.item]]
id = "shell-check"
title = "Shell"
check = { kind = "command", run = ["sh", "-c", "echo ${command:vault}; echo ${command:vault} >&2; \
exit 3"] }

[[stage.section.item]]
id = "dsn-check"
title = "Database"
check = { kind = "postgres", dsn = "postgresql://shop:${env:GOLIVE_TEST_PASSWORD}@127.0.0.1:1/x" }

[[stage.section.item]]
id = "unset-check"
title = "Unset"
check = { kind = "http", url = "URL", headers = { A = "${bearer}", B = "${env:GOLIVE_NOT_SET}" } }

[[stage.section.item]]
id = "step"
title = "Step"
run = ["sh", "write.sh", "${command:vault}"]
env = { TOKEN = "${env:GOLIVE_TEST_ENV}", FILE = "${file:secret-file}" }
"""

SCRIPT = """\
i=1
while [ $i -le ${#TOKEN} ]; do printf '%s' "$(printf '%s' "$TOKEN" | cut -c$i)"; i=$((i + 1)); done
echo
printf 'user:%s' "$TOKEN" | base64
echo "FILE=$FILE 1=$1"
echo "$FILE" | base64 >&2
exit 4
"""
"""Writes one secret letter by letter, so that every border of a chunk falls within it."""


async def echo(peer: Peer) -> None:
    """Send back all that was sent, as it is and in base64: a debug page."""
    packed = base64.b64encode(peer.head).decode()
    line = peer.head.split(b"\r\n")[0].decode()
    await answering(peer.head + packed.encode(), headers={"X-Echo": line})(peer)


def plant(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Put each secret where it comes from."""
    patch.setenv("GOLIVE_TEST_ENV", PLANTED["env"])
    patch.setenv("GOLIVE_TEST_PASSWORD", PLANTED["password"])
    patch.setenv("GOLIVE_TEST_COOKIE", PLANTED["cookie"])
    (folder / "secret-file").write_text(PLANTED["file"] + "\n")
    (folder / "vault").write_text(PLANTED["command"] + "\n")
    (folder / "write.sh").write_text(SCRIPT)


async def work(launch: LaunchDirectory, script: Talker) -> None:
    """Have every check and the step run to their ends."""
    assert (await script.ask(c.VerifyItems(all=True)))["ok"]
    assert (await script.ask(c.RunStep(step="step")))["ok"]

    def done() -> bool:
        state = look(launch, fold).state
        checks = ("echo-check", "shell-check", "dsn-check", "unset-check")
        ended = state.step("step").status == "failed"
        return ended and all(state.item(each).machine is not None for each in checks)

    await wait_until_async(done)


def captured(launch: LaunchDirectory) -> bytes:
    """All that a watching dashboard writes to its terminal on a walk through its views."""
    argv = [sys.executable, "-m", "golive_tui", "attach", "--read-only", str(launch.path)]
    with Pty(argv, columns=160, rows=45) as pty:
        pty.until_shows("Secrets")
        for keys, there in WALK:
            pty.send(keys)
            pty.until_shows(there)
        pty.send("q")
        assert pty.exit_code() == 0
        return pty.output


def found_in(data: bytes) -> list[str]:
    """The secrets that stand in the bytes, in whatever form."""
    return [
        f"{name}: {form}"
        for name, secret in PLANTED.items()
        for form in known_forms(secret)
        if form.encode() in data
    ]


async def test_no_secret_comes_out_anywhere(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(own_home, monkeypatch)
    async with serving(echo_all := _Everything()) as server:
        launch = make_launch(own_home, LAUNCH.replace("URL", server.url))
        with Engine(launch) as engine:
            async with talking(launch) as (script, _):
                await work(launch, script)
                await wait_until_async(lambda: len(echo_all.heads) >= 4)
                heard = json.dumps(script.heard)
                screens = await asyncio.to_thread(captured, launch)
            engine.end()
            log = engine.said()
    sent = b"".join(echo_all.heads)
    for name in ("env", "command", "cookie"):
        assert found_in(sent), f"{name} was never sent: the test plants nothing"
    outputs = {"wire": heard.encode(), "engine.log": log.encode(), "screens": screens}
    for words in (["status", "--json"], ["journal"], ["report"], ["report", "--format", "html"]):
        main([*words, "--launch", str(launch.path)])
        outputs[" ".join(words)] = capsys.readouterr().out.encode()
    for path in launch.path.rglob("*"):
        if path.is_file():
            outputs[str(path.relative_to(launch.path))] = path.read_bytes()
    assert {"journal.jsonl", "state.toml", "samples.db", "checklist.toml"} <= set(outputs)
    assert any(name.endswith("transcript") for name in outputs)
    leaks = {name: found for name, data in outputs.items() if (found := found_in(data))}
    assert leaks == {}
    assert b"***" in outputs["journal.jsonl"]


class _Everything:
    """Answers every request with what it was sent, whatever its path."""

    def __init__(self) -> None:
        self.heads: list[bytes] = []

    async def __call__(self, peer: Peer) -> None:
        head = await peer.reader.readuntil(b"\r\n\r\n")
        self.heads.append(head)
        await echo(Peer(peer.reader, peer.writer, head))
