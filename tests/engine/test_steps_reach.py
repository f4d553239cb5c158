"""What reaches a command, and what of it reaches others: environment, outputs, secrets."""

from pathlib import Path

import pytest

from golive_tui.wire.messages import ShowStep
from tests.engine.living import Engine, talking
from tests.engine.stepping import (
    ended,
    launch_of,
    newest,
    python,
    run,
    sh,
    step,
    step_of,
    transcript,
)


async def test_the_environment_of_one_step_never_reaches_another(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The document's `export NODE_ENV=production` is for the steps that say so, and only those."""
    monkeypatch.setenv("NODE_ENV", "of-the-engine")
    show = python("import os; print(sorted(k for k in os.environ), os.environ.get('NODE_ENV'))")
    launch = launch_of(
        own_home,
        step("build", show, 'env = { NODE_ENV = "production" }'),
        step("other", show),
    )
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "build")
            ended(launch, "build")
            await run(script, "other")
            ended(launch, "other")
    assert transcript(launch, "build-1").strip().endswith(" production")
    said = transcript(launch, "other-1").strip()
    assert said.endswith(" None")
    for name in ("NODE_ENV", "PYTHONPATH", "PYTEST_CURRENT_TEST", "GOLIVE_OUTPUTS"):
        assert f"'{name}'" not in said
    assert "'HOME'" in said
    assert newest(launch, "build").env == {"NODE_ENV": "production"}
    assert newest(launch, "other").env == {}


async def test_outputs_are_handed_to_the_steps_that_ask_for_them(own_home: Path) -> None:
    line = 'echo "IMAGE=app:7" >> "$GOLIVE_OUTPUTS"; echo "OTHER=x" >> "$GOLIVE_OUTPUTS"'
    launch = launch_of(
        own_home,
        step("build", sh(line), 'outputs = ["IMAGE"]'),
        step("deploy", ["echo", "deploying", "${output:build.IMAGE}"]),
    )
    with Engine(launch):
        async with talking(launch) as (script, _):
            early = await run(script, "deploy")
            await run(script, "build")
            ended(launch, "build")
            late = await run(script, "deploy")
            ended(launch, "deploy")
    assert (early["ok"], late["ok"]) == (False, True)
    assert "${output:build.IMAGE}" in early["error"]
    assert step_of(launch, "build").outputs == {"IMAGE": "app:7"}
    assert transcript(launch, "deploy-1") == "deploying app:7\n"


SECRET = "correct-horse-battery"


async def test_a_secret_is_used_and_never_seen(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPLOY_KEY", SECRET)
    line = (
        'echo "env $KEY"; echo "arg $1"; echo "IMAGE=$KEY" >> "$GOLIVE_OUTPUTS"; test "$1" = "$KEY"'
    )
    argv = [*sh(line), "sh", "${env:DEPLOY_KEY}"]
    more = 'env = { KEY = "${env:DEPLOY_KEY}" }\noutputs = ["IMAGE"]'
    launch = launch_of(own_home, step("deploy", argv, more))
    with Engine(launch) as engine:
        async with talking(launch) as (script, _):
            shown = await script.ask(ShowStep(step="deploy"))
            await run(script, "deploy")
            attempt = ended(launch, "deploy")
            heard = repr(script.heard) + repr(shown)
        engine.end()
        said = engine.said()
    assert attempt.status == "succeeded"  # it had the real one, both ways
    assert transcript(launch, "deploy-1").split() == ["env", "***", "arg", "***"]
    assert attempt.argv[-1] == "***"
    assert attempt.env == {"KEY": "***"}
    assert attempt.detail == "not handed on: IMAGE looks like a secret"
    assert SECRET not in heard
    assert SECRET not in said
    own = launch.steps / "deploy-1" / "outputs"  # the command's own file
    for path in launch.path.rglob("*"):
        if path.is_file() and path != own:
            assert SECRET.encode() not in path.read_bytes(), path
