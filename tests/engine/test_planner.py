"""What a step will really run, and what is refused before anything is requested."""

import errno
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from golive_tui.checklist.model import Item, Step
from golive_tui.engine.planner import Ready, plan_step, secrets_of
from golive_tui.errors import Refused
from golive_tui.launch.state import Origin
from tests.engine.origins import origin_at
from tests.support.lookups import Values

SECRET = "hunter2-is-no-password"
RUN = ("true",)
AROUND = Values(
    values={"place": "eu-west", "todo": "<your place>"},
    environment={"TOKEN": SECRET, "PIN": "42", "HALF": "x<your key>y"},
    files={"key": SECRET},
    outputs={("build", "IMAGE"): "app:7"},
)
ITEM = Item(id="deploy", title="Deploy")


@pytest.fixture
def origin(own_home: Path) -> Origin:
    return origin_at(own_home)


def planned(origin: Origin, step: Step, purpose: str = "run") -> Ready:
    return plan_step(ITEM, step, AROUND, origin, purpose=purpose)


def refusal(origin: Origin, step: Step, purpose: str = "run") -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        planned(origin, step, purpose)
    return caught.value.message, caught.value.hint


def program(path: Path, mode: int = 0o755) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(mode)


def test_everything_is_filled_in(origin: Origin) -> None:
    argv = ("echo", "${place}", "${output:build.IMAGE}")
    ready = planned(origin, Step(run=argv, env={"NODE_ENV": "${place}-production"}))
    assert ready.plan.argv == ready.argv == ("echo", "eu-west", "app:7")
    assert ready.plan.env == ready.env == {"NODE_ENV": "eu-west-production"}
    assert (ready.plan.directory, ready.plan.target) == (origin.directory, "production")
    assert (ready.plan.shell, ready.plan.rehearsed, ready.secrets) == (False, False, ())


def test_a_directory_is_meant_from_where_the_launch_was_created(
    origin: Origin, own_home: Path
) -> None:
    (own_home / "eu-west").mkdir()
    assert planned(origin, Step(run=RUN, cwd="${place}")).plan.directory == f"{own_home}/eu-west"
    assert planned(origin, Step(run=RUN, cwd="/")).plan.directory == "/"
    assert refusal(origin, Step(run=RUN, cwd="none"))[0] == (
        f"`deploy`: there is no directory {own_home}/none"
    )


# -- secrets --------------------------------------------------------------------------------------


@pytest.mark.parametrize("secret", ["${env:TOKEN}", "${file:key}", "${env:PIN}"])
def test_a_secret_is_run_and_never_planned(origin: Origin, secret: str) -> None:
    step = Step(run=("echo", f"--with={secret}"), env={"API": f"key {secret}", "PLAIN": "1"})
    ready = planned(origin, step)
    real = "42" if "PIN" in secret else SECRET
    assert ready.argv == ("echo", f"--with={real}")
    assert ready.env == {"API": f"key {real}", "PLAIN": "1"}
    assert ready.secrets == (real,)
    assert ready.plan.argv == ("echo", "--with=***")
    assert ready.plan.env == {"API": "key ***", "PLAIN": "1"}
    assert real not in repr(ready.plan)


def test_a_secret_that_stands_in_the_checklist_is_masked_too(origin: Origin) -> None:
    ready = planned(origin, Step(run=("echo", "--password=let-me-in")))
    assert ready.argv[1] == "--password=let-me-in"
    assert "let-me-in" not in repr(ready.plan)


def test_a_header_hides_its_value_and_nothing_else(origin: Origin) -> None:
    argv = ("echo", "-sf", "-H", "Authorization: Bearer x y", "--token", "a b", "https://x/y")
    ready = planned(origin, Step(run=argv))
    assert ready.argv == argv
    shown = ("echo", "-sf", "-H", "Authorization: ***", "--token", "***", "https://x/y")
    assert ready.plan.argv == shown
    line = 'echo -H "X-Api-Key: 1" -H \'Cookie: a="b"; c=d\' https://x/y'
    shown_line = "echo -H \"X-Api-Key: ***\" -H 'Cookie: ***' https://x/y"
    step = Step(run=(line,), shell=True)  # noqa: S604 - it is planned, not run
    assert planned(origin, step).plan.argv == (shown_line,)


def test_a_known_secret_is_masked_wherever_else_it_stands(origin: Origin) -> None:
    ready = planned(origin, Step(run=("echo", "${env:TOKEN}"), env={"COPY": SECRET}))
    assert ready.plan.env == {"COPY": "***"}


def test_a_secret_is_no_name_of_a_directory(origin: Origin) -> None:
    message, _ = refusal(origin, Step(run=RUN, cwd="${env:TOKEN}"))
    assert message == "`deploy`: a secret is no name of a directory"


@pytest.mark.parametrize("secret", ["${env:TOKEN}", "${file:key}", "${env:PIN}"])
@pytest.mark.parametrize("name", ["deploy.sh", "x" * 300], ids=["missing", "too-long"])
def test_a_program_that_is_refused_is_named_without_its_secret(
    origin: Origin, secret: str, name: str
) -> None:
    message, hint = refusal(origin, Step(run=(f"{secret}/{name}",)))
    assert f"program ***/{name}" in message
    for real in (SECRET, "42"):
        assert real not in message + hint


def test_a_program_whose_name_is_secret_is_looked_for_by_its_real_name(
    origin: Origin, own_home: Path
) -> None:
    program(own_home / SECRET / "deploy.sh")
    ready = planned(origin, Step(run=("${env:TOKEN}/deploy.sh",)))
    assert (ready.argv, ready.plan.argv) == ((f"{SECRET}/deploy.sh",), ("***/deploy.sh",))


def test_all_secrets_that_a_step_may_know_are_found(origin: Origin) -> None:
    step = Step(
        run=("echo", "${env:TOKEN}"),
        verify=("echo", "${env:UNSET}"),
        rehearse=("echo", "${place}"),
        env={"PIN": "${env:PIN}"},
    )
    assert secrets_of(step, AROUND) == (SECRET, "42")


# -- fails closed ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (Step(run=("echo", "${nowhere}")), "`deploy`: `${nowhere}` is not defined"),
        (Step(run=("echo", "${env:UNSET}")), "`deploy`: `${env:UNSET}` is not set"),
        (Step(run=RUN, env={"A": "${nowhere}"}), "`deploy`: `${nowhere}` is not defined"),
        (Step(run=RUN, cwd="${nowhere}"), "`deploy`: `${nowhere}` is not defined"),
        (
            Step(run=("echo", "${output:build.NONE}")),
            "`deploy`: `${output:build.NONE}` is not set",
        ),
    ],
    ids=lambda value: "" if isinstance(value, str) else "-".join((*value.run[1:], *value.env)),
)
def test_what_is_not_defined_is_refused(origin: Origin, step: Step, message: str) -> None:
    assert refusal(origin, step)[0] == message


@pytest.mark.parametrize(
    "text", ["<id>", "pre <deployment-id> post", "<your token>", "--to=<A>", "${todo}"]
)
def test_a_placeholder_left_in_is_refused(origin: Origin, text: str) -> None:
    message, _ = refusal(origin, Step(run=("echo", text)))
    assert "the placeholder <" in message
    assert message.endswith("is still in its command")
    assert refusal(origin, Step(run=RUN, env={"A": text}))[0].endswith("in its environment")


def test_a_placeholder_in_a_secret_is_refused_and_not_shown(origin: Origin) -> None:
    message, _ = refusal(origin, Step(run=("echo", "${env:HALF}")))
    assert message == "`deploy`: a placeholder is still in a secret of its command"


@pytest.mark.parametrize("line", ["sort <in >out", "cat <<EOF", "a < b > c", "x<1>y", "<>", "1<2"])
def test_what_a_shell_means_by_its_signs_is_no_placeholder(origin: Origin, line: str) -> None:
    assert planned(origin, Step(run=(line,), shell=True)).plan.argv == (line,)  # noqa: S604


def test_a_program_that_is_not_there_is_refused(origin: Origin, own_home: Path) -> None:
    assert refusal(origin, Step(run=("no-such-program",))) == (
        "`deploy`: there is no program no-such-program",
        "looked in PATH",
    )
    assert refusal(origin, Step(run=("./deploy.sh",))) == (
        "`deploy`: there is no program ./deploy.sh",
        f"looked in {own_home}",
    )


def test_a_program_must_be_a_file_that_can_be_run(origin: Origin, own_home: Path) -> None:
    (own_home / "folder").mkdir()
    assert "no program ./folder" in refusal(origin, Step(run=("./folder",)))[0]
    program(own_home / "deploy.sh", 0o644)
    if os.geteuid():
        assert "no program" in refusal(origin, Step(run=("./deploy.sh",)))[0]
    program(own_home / "deploy.sh")
    assert planned(origin, Step(run=("./deploy.sh",))).argv == ("./deploy.sh",)


def test_a_program_is_looked_for_where_its_step_says(origin: Origin, own_home: Path) -> None:
    program(own_home / "tools" / "deployer")
    path = str(own_home / "tools")
    assert "no program" in refusal(origin, Step(run=("deployer",)))[0]
    assert planned(origin, Step(run=("deployer",), env={"PATH": path})).argv == ("deployer",)
    assert planned(origin, Step(run=("./deployer",), cwd="tools")).argv == ("./deployer",)


LONG = "x" * 300


@pytest.mark.parametrize(
    ("cwd", "why"),
    [(LONG, "File name too long"), ("round/about", "Symlink loop"), ("a\0b", "null byte")],
    ids=["too-long", "circle", "nul"],
)
def test_a_directory_that_cannot_be_looked_at_is_refused(
    origin: Origin, own_home: Path, cwd: str, why: str
) -> None:
    (own_home / "round").symlink_to("round")
    message, hint = refusal(origin, Step(run=RUN, cwd=cwd))
    assert message.startswith(f"`deploy`: the directory {own_home}/")
    assert why in message.partition(" cannot be looked at: ")[2]
    assert "every folder above it" in hint


@pytest.mark.parametrize("number", [errno.EACCES, errno.ESTALE, errno.EIO, errno.ENOTCONN])
def test_a_place_behind_a_closed_door_is_refused(
    origin: Origin, own_home: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    stat = Path.stat

    def closed(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if "closed" in path.parts:
            raise OSError(number, os.strerror(number), str(path))
        return stat(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", closed)
    why = f"cannot be looked at: {os.strerror(number)}"
    message, _ = refusal(origin, Step(run=RUN, cwd="closed/home"))
    assert message == f"`deploy`: the directory {own_home}/closed/home {why}"
    assert refusal(origin, Step(run=("./closed/deploy.sh",))) == (
        f"`deploy`: the program ./closed/deploy.sh {why}",
        f"looked in {own_home}",
    )


def test_of_a_line_of_shell_only_the_shell_is_looked_for(origin: Origin) -> None:
    line = "no-such-program | grep ${place}"
    plan = planned(origin, Step(run=(line,), shell=True)).plan  # noqa: S604 - a step's own
    assert (plan.argv, plan.shell) == (("no-such-program | grep eu-west",), True)


# -- verify and rehearse --------------------------------------------------------------------------


def test_a_verify_is_the_steps_other_command(origin: Origin) -> None:
    step = Step(run=("a line | b",), shell=True, verify=("echo", "${place}"), env={"A": "1"})  # noqa: S604
    plan = planned(origin, step, "verify").plan
    assert (plan.argv, plan.shell, plan.env) == (("echo", "eu-west"), False, {"A": "1"})


def test_a_step_without_verify_is_verified_by_a_person(origin: Origin) -> None:
    assert refusal(origin, Step(run=RUN), "verify") == (
        "`deploy` has no `verify` command",
        "say what became of it",
    )


@pytest.mark.parametrize("purpose", ["run", "verify"])
def test_a_rehearsal_runs_no_real_command(origin: Origin, purpose: str) -> None:
    rehearsal = replace(origin, rehearsal=True)
    bare = Step(run=("rm", "-rf", "x"), verify=("curl", "x"))
    message, hint = refusal(rehearsal, bare, purpose)
    assert message == "a rehearsal runs no real command, and `deploy` has no `rehearse`"
    assert "rehearse = [...]" in hint
    plan = planned(rehearsal, replace(bare, rehearse=RUN), purpose).plan
    assert (plan.argv, plan.rehearsed, plan.shell) == (RUN, True, False)


def test_what_stands_in_for_a_line_of_shell_is_no_line_of_shell(origin: Origin) -> None:
    step = Step(run=("a | b",), shell=True, rehearse=RUN)  # noqa: S604 - a step's own
    assert not planned(replace(origin, rehearsal=True), step).plan.shell
