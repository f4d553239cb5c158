"""`kind = "env"`, through `take`."""

from pathlib import Path

import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from golive_tui.probes.look.env import EnvLookout
from tests.probes.looking import look_once, opened, reach

VALUE = "hush-hush-4711"
NAMES = ["NODE_ENV", "JWT_SECRET"]


def printing(text: str, code: int = 0) -> list[str]:
    return ["/bin/sh", "-c", f"printf %s '{text}'; exit {code}"]


async def looked(*expect: str, **settings: object) -> Sample:
    return await look_once("env", {"names": NAMES, **settings}, *expect)


async def test_variables_that_a_command_tells_are_looked_at_and_not_shown() -> None:
    line = printing(f"NODE_ENV=production\nJWT_SECRET={VALUE}\nOTHER=1\n")
    sample = await looked(
        "good == 2",
        "wanted == 2",
        "variable.JWT_SECRET.set == true",
        f"variable.JWT_SECRET.length == {len(VALUE)}",
        "source == 'command'",
        run=line,
        equals={"NODE_ENV": "production"},
    )
    assert sample.outcome == "ok", sample.detail
    assert VALUE not in sample.detail
    assert sample.detail.startswith("2 variables set (command)")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("NODE_ENV=production", "1 of 2 variables: JWT_SECRET not set"),
        ("NODE_ENV=production\nJWT_SECRET=", "JWT_SECRET empty"),
        ("NODE_ENV=production\nJWT_SECRET=changeme", "JWT_SECRET a placeholder"),
        (f"NODE_ENV=dev-4711\nJWT_SECRET={VALUE}", "NODE_ENV not what `equals` says"),
        ("A=1", "2 of 2 variables: NODE_ENV, JWT_SECRET not set"),
    ],
)
async def test_what_is_not_set_to_something_fails(text: str, why: str) -> None:
    sample = await looked(run=printing(text), equals={"NODE_ENV": "production"})
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
    assert why in sample.detail
    assert VALUE not in sample.detail
    assert "dev-4711" not in sample.detail


async def test_a_secret_among_them_must_be_strong() -> None:
    good = "JWT_SECRET=k7GqTz29LmWx84RbYp61NvHs35DcJf07"
    sample = await looked(run=printing(good), names=["JWT_SECRET"], strong="JWT_SECRET")
    assert sample.outcome == "ok", sample.detail
    weak = printing("JWT_SECRET=super-secret-of-production")
    sample = await looked(run=weak, names=["JWT_SECRET"], strong="JWT_SECRET")
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
    assert sample.detail.endswith("JWT_SECRET too weak a secret")
    assert "super" not in sample.detail


async def test_in_a_rehearsal_its_stand_in_is_asked() -> None:
    real, played = printing("JWT_SECRET=k7Gq-real"), printing("JWT_SECRET=k7Gq-played")
    settings: dict[str, object] = {"names": "JWT_SECRET", "run": real, "rehearse": played}
    asked = "variable.JWT_SECRET.length == 11"
    sample = await look_once("env", settings, asked, within=reach(rehearsal=True))
    assert sample.outcome == "ok", sample.detail


async def test_a_command_that_fails_tells_nothing_of_the_variables() -> None:
    line = ["/bin/sh", "-c", f"echo JWT_SECRET={VALUE}; echo no {VALUE} here >&2; exit 2"]
    sample = await looked(run=line)
    assert (sample.outcome, sample.reason) == ("error", "cmd.exit")
    assert sample.detail == "exit 2: no *** here"
    sample = await looked(run=printing("Unauthorized"))
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert (await looked(run=["no-such-program"])).reason == "cmd.not_found"
    assert (await looked(run=printing("A=1"), cwd="/no/such")).reason == "config.invalid"


async def test_a_command_that_says_too_much_proves_nothing_of_what_was_cut() -> None:
    line = ["/bin/sh", "-c", "echo NODE_ENV=production; yes A=1 | head -c 70000"]
    sample = await looked(run=line)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert (await look_once("env", {"names": "NODE_ENV", "run": line})).outcome == "ok"


async def test_a_dotenv_file_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"export NODE_ENV='production'\nJWT_SECRET={VALUE}\n")
    settings: dict[str, object] = {"names": NAMES, "file": ".env"}
    within = reach(directory=str(tmp_path))
    assert (await look_once("env", settings, "source == 'file'", within=within)).outcome == "ok"
    (tmp_path / ".env").unlink()
    sample = await look_once("env", settings, within=within)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")


async def test_the_engine_s_own_variables_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JWT_SECRET", VALUE)
    monkeypatch.setenv("NODE_ENV", "production")
    assert (await looked("source == 'engine'")).outcome == "ok"
    monkeypatch.delenv("NODE_ENV")
    assert (await looked()).outcome == "fail"


async def test_a_command_that_hangs_is_no_fault_of_the_variables() -> None:
    sample = await look_once("env", {"names": NAMES, "run": ["sleep", "60"]}, within=reach(0.2))
    assert (sample.outcome, sample.reason) == ("error", "cmd.timeout")


async def test_its_environment_is_passed_on() -> None:
    line = ["/bin/sh", "-c", 'echo "NODE_ENV=$GIVEN"; echo JWT_SECRET=x1']
    assert (await looked(run=line, env={"GIVEN": "y"})).outcome == "ok"
    assert (await looked(run=line)).outcome == "fail"


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"names": []},
        {"names": ["A"], "run": ["env"], "file": ".env"},
        {"names": ["A"], "run": ["a\0b"]},
        {"names": ["A"], "equals": {"A": 1}},
    ],
)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("env", settings)


def test_a_file_that_hangs_is_told() -> None:
    lookout = opened("env", {"names": "A", "file": "x"})
    assert isinstance(lookout, EnvLookout)
    assert lookout.late().reason == "probe.timeout"
