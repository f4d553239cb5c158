"""What reaches a command, and what of it reaches others: environment, outputs, secrets."""

import json
from pathlib import Path

import pytest

from golive_tui.checklist.reader import read_checklist
from golive_tui.wire.messages import ShowStep
from tests.engine.living import ROOT, Engine, talking
from tests.engine.stepping import (
    ended,
    launch_of,
    newest,
    python,
    rehearsed,
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


async def test_the_exported_variable_of_the_document_reaches_its_steps_in_a_rehearsal(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The steps have the environment that `checklists/flowmind.toml` gives them."""
    monkeypatch.setenv("NODE_ENV", "of-the-engine")
    source = ROOT / "checklists" / "flowmind.toml"
    document = read_checklist(source.read_bytes(), str(source), None)
    show = json.dumps(python("import os; print(os.environ.get('NODE_ENV'))"))
    names = (
        "deploy-staging",
        "deploy-production",
        "update-frontends-production",
        "production-tests",
    )
    steps = []
    for name in names:
        item = document.item(name)
        assert item is not None
        assert item.step is not None
        env = "".join(f'{key} = "{value}"' for key, value in item.step.env.items())
        steps.append(step(name, list(item.step.run), f"rehearse = {show}\nenv = {{ {env} }}"))
    launch = rehearsed(own_home, *steps)
    with Engine(launch):
        async with talking(launch) as (script, _):
            for name in names:
                assert (await run(script, name))["ok"]
                ended(launch, name)
    said = [transcript(launch, f"{name}-1").strip() for name in names]
    assert said == ["None", "production", "production", "None"]


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
