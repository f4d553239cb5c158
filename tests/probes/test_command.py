from pathlib import Path

import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from tests.probes.looking import look_once, opened, reach


async def run(*argv: str, expect: tuple[str, ...] = (), **settings: object) -> Sample:
    return await look_once("command", {"run": list(argv), **settings}, *expect)


async def shell(line: str, *expect: str, **settings: object) -> Sample:
    return await look_once("command", {"run": line, "shell": True, **settings}, *expect)


async def test_the_facts_of_a_command() -> None:
    sample = await look_once(
        "command",
        {"run": "echo one; echo two; echo oh >&2", "shell": True},
        "exit == 0",
        "stdout contains 'two'",
        "stderr contains 'oh'",
        "lines.1 == 'two'",
        "not lines.2 exists",
        "truncated == false",
        "time < 20s",
        values={"took": "time"},
    )
    assert sample.outcome == "ok", sample.detail
    assert sample.latency == sample.values["took"]


async def test_json_on_stdout_is_read() -> None:
    line = """echo '{"depth": 7, "queues": [{"name": "mail"}]}'"""
    sample = await shell(line, "json.depth < 10", "json.queues.0.name == 'mail'")
    assert sample.outcome == "ok", sample.detail
    sample = await shell("echo hello", "json.depth < 10")
    assert sample.reason == "assert.missing_value"
    assert "no JSON" in sample.detail


async def test_output_that_must_be_json_proves_nothing_when_it_is_none() -> None:
    assert (await shell("echo '[]'", parse="json")).outcome == "ok"
    sample = await shell("echo Not logged in", parse="json")
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert "no JSON" in sample.detail
    assert (await shell("echo no; exit 3", parse="json")).reason == "cmd.exit"
    text = await shell("echo 5", "json == 5", parse="text")
    assert (text.reason, "is none" in text.detail) == ("assert.missing_value", True)


async def test_json_that_was_cut_says_so() -> None:
    line = """printf '"'; head -c 70000 /dev/zero | tr '\\0' x; printf '"'"""
    for settings in ({}, {"parse": "json"}):
        sample = await shell(line, "json exists", "json == 'x'", **settings)
        assert "more than is kept, 64 KiB" in sample.detail


async def test_what_tools_of_a_platform_print_is_asked_for_by_path() -> None:
    """`docker image inspect` prints a list, `kubectl get -o json` an object."""
    image = """echo '[{"Config": {"Labels": {"version": "1.4.0"}}}]'"""
    assert (await shell(image, "json.0.Config.Labels.version == '1.4.0'")).outcome == "ok"
    deploy = """echo '{"status": {"readyReplicas": 2}}'"""
    assert (await shell(deploy, "json.status.readyReplicas >= 2")).outcome == "ok"
    assert (await shell(deploy, "json.status.readyReplicas >= 3")).outcome == "fail"


async def test_an_exit_status_fails_with_its_last_words_unless_it_is_asked_for() -> None:
    sample = await shell("echo first; echo 'queue is full' >&2; exit 3")
    assert (sample.outcome, sample.reason) == ("fail", "cmd.exit")
    assert sample.detail == "exit 3: queue is full"
    assert (await shell("exit 3", "exit == 3")).outcome == "ok"


async def test_no_shell_reads_the_arguments() -> None:
    sample = await run("echo", "$HOME; ls *", expect=("stdout contains '$HOME; ls *'",))
    assert sample.outcome == "ok", sample.detail


async def test_a_signal_is_told_by_name() -> None:
    sample = await shell("kill -TERM $$", "exit == 0")
    assert (sample.outcome, sample.reason) == ("fail", "cmd.signal")
    assert sample.detail == "ended by SIGTERM"


async def test_a_program_that_is_not_there_is_our_own_trouble(tmp_path: Path) -> None:
    missing = await run("no-such-program")
    assert (missing.outcome, missing.reason) == ("error", "cmd.not_found")
    in_a_shell = await shell("no-such-program")
    assert (in_a_shell.outcome, in_a_shell.reason) == ("error", "cmd.not_found")
    script = tmp_path / "script.sh"
    script.write_text("#!/bin/sh\n")
    denied = await run(str(script))
    assert (denied.outcome, denied.reason) == ("error", "cmd.denied")
    script.write_text("no program at all")
    script.chmod(0o755)
    odd = await run(str(script))
    assert (odd.outcome, odd.reason) == ("error", "cmd.denied")


async def test_it_runs_in_the_launch_directory_or_below(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    within = reach(directory=str(tmp_path))
    for cwd, name in (("", tmp_path.name), ("below", "below")):
        sample = await look_once(
            "command", {"run": "pwd", "cwd": cwd}, f"stdout matches '{name}\\s*$'", within=within
        )
        assert sample.outcome == "ok", sample.detail
    sample = await look_once("command", {"run": "pwd", "cwd": "nowhere"}, within=within)
    assert (sample.outcome, sample.reason) == ("error", "config.invalid")


async def test_nothing_of_our_environment_is_passed_on_but_the_harmless(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://root:secret@db")
    sample = await look_once(
        "command",
        {"run": "env", "env": {"QUEUE": "mail"}},
        "stdout contains 'QUEUE=mail'",
        "stdout contains 'PATH='",
        "not stdout contains 'DATABASE_URL'",
    )
    assert sample.outcome == "ok", sample.detail


async def test_a_flood_of_output_is_cut_and_never_blocks_the_command() -> None:
    line = "head -c 3000000 /dev/zero | tr '\\0' x; echo done >&2"
    sample = await shell(line, "truncated == true", "stderr contains 'done'", "exit == 0")
    assert sample.outcome == "ok", sample.detail


@pytest.mark.parametrize(
    "asked", ["stdout contains 'begun'", "stdout matches '^begun'", "lines contains 'begun'"]
)
async def test_what_a_command_said_before_is_proven(asked: str) -> None:
    sample = await shell("echo begun; head -c 70000 /dev/zero | tr '\\0' x", asked)
    assert sample.outcome == "ok", sample.detail


@pytest.mark.parametrize(
    "asked", ["not stdout contains 'FATAL'", "not stdout matches 'FATAL'", "not lines contains 'x'"]
)
async def test_what_a_command_said_after_what_is_kept_is_unknown(asked: str) -> None:
    sample = await shell("head -c 70000 /dev/zero | tr '\\0' x; echo FATAL: lost", asked)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive"), sample.detail


async def test_stdin_is_empty() -> None:
    assert (await run("cat", expect=("stdout == ''",))).outcome == "ok"


@pytest.mark.parametrize(
    "settings",
    [
        {"run": []},
        {"run": [""]},
        {"run": ["a", "b"], "shell": True},
        {"run": ["a\0b"]},
        {"run": "a", "env": {"A=B": "c"}},
        {"run": "a", "env": {"A": 5}},
        {},
    ],
)
def test_settings_that_make_no_command_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("command", settings)
