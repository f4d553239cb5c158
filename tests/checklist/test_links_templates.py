import pytest

from tests.checklist.checklists import PROBE, TREE, WHOLE, read, told

TARGETS = """
schema = 1
title = "T"
[targets.production]
api = "https://a"
port = 443
[targets.practice]
rehearsal = true
api = "${stand_in:api}"
only_here = "x"
"""
STEP = 'run = ["x", "${port}"]\nverify = ["${port}"]\nrehearse = ["y", "${only_here}"]\n'


def test_a_step_needs_its_values_only_where_it_runs() -> None:
    checklist = read(TARGETS + PROBE + TREE + STEP)
    assert checklist.targets["production"].values == {"api": "https://a", "port": "443"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            'run = ["${only_here}"]',
            (
                "run[1]: `${only_here}` is not defined in the target `production`; "
                "give it a value of that name"
            ),
        ),
        (
            'run = ["x"]\nrehearse = ["${port}"]',
            (
                "rehearse[1]: `${port}` is not defined in the target `practice`; "
                "give it a value of that name"
            ),
        ),
        (
            'run = ["x"]\nenv = { A = "${prot}" }',
            (
                "env.A: `${prot}` is not defined in the targets `production`, `practice`; "
                "did you mean `port`?"
            ),
        ),
        (
            'run = ["x"]\nenv = { run = "${port}" }',
            (
                "env.run: `${port}` is not defined in the target `practice`; "
                "give it a value of that name"
            ),
        ),
        (
            'run = ["x"]\ncwd = "${zzz}"',
            (
                "cwd: `${zzz}` is not defined in the targets `production`, `practice`; "
                "give each of them a value of that name"
            ),
        ),
        (
            'check = { kind = "web", url = "${stand_in:api}" }',
            (
                "check.url: `${stand_in:api}` is not defined in the target `production`; write it "
                "in a target with `rehearsal = true`, and the real value in the others"
            ),
        ),
        (
            'check = { kind = "wire", expect = ["a == \'${port}\'"] }',
            (
                "check.expect[1]: `${port}` is not defined in the target `practice`; "
                "give it a value of that name"
            ),
        ),
    ],
)
def test_what_a_target_cannot_fill_in_is_told(more: str, said: str) -> None:
    assert told(TARGETS + PROBE + TREE + more) == [f"stage[1].section[1].item[1].{said}"]


def test_secrets_are_judged_when_the_engine_runs() -> None:
    text = WHOLE + 'run = ["x", "${env:TOKEN}", "${file:/run/secret}", "$${shell}"]\n'
    assert read(text).stages[0].sections[0].items[0].step is not None


def test_values_of_a_target_may_hold_others_of_it() -> None:
    text = WHOLE.replace('api = "https://a"', 'api = "${base}/v1"\nbase = "https://a"')
    assert read(text).targets["here"].values["api"] == "${base}/v1"


def test_values_of_one_target_are_not_those_of_another() -> None:
    text = TARGETS.replace('"https://a"', '"${only_here}"') + PROBE + TREE
    assert told(text) == [
        (
            "targets.production.api: `${only_here}` is not defined in the target `production`; "
            "give it a value of that name"
        )
    ]


def test_values_that_hold_each_other_are_a_circle() -> None:
    text = WHOLE.replace('api = "https://a"', 'api = "${b}"\nb = "${c}"\nc = "x${api}"')
    assert told(text) == ["targets.here.api: a circle: `api` holds `b` holds `c` holds `api`"]


def test_a_malformed_value_is_told_once() -> None:
    text = WHOLE.replace('api = "https://a"', 'api = "${b"')
    assert told(text) == ["targets.here.api: `${b` has no `}`; write `$${` for the text `${`"]


def test_a_value_that_is_wrong_is_defined_all_the_same() -> None:
    text = WHOLE.replace('api = "https://a"', "api = []")
    assert told(text) == ["targets.here.api: a list where a text or a whole number is needed"]


def test_a_checklist_needs_a_target() -> None:
    assert told('schema = 1\ntitle = "T"\n[targets]\n' + TREE) == [
        "targets: no target is defined; such as `[targets.production]`"
    ]
    assert told('schema = 1\ntitle = "T"\n' + TREE) == [
        "`targets` is missing; a checklist needs it"
    ]


def test_a_channel_needs_its_values_only_where_it_sends() -> None:
    channel = '[notify.lead]\nurls = ["json://${port}"]\n'
    assert read(TARGETS + PROBE + TREE + channel).channels["lead"].urls == ("json://${port}",)
    loud = TARGETS.replace("rehearsal = true", "rehearsal = true\nnotify = true")
    assert told(loud + PROBE + TREE + channel) == [
        (
            "notify.lead.urls[1]: `${port}` is not defined in the target `practice`; "
            "give it a value of that name"
        )
    ]


SECRET = '[secrets.token]\ncommand = ["vault", "read"]\n'
ASKS = 'check = { kind = "web", url = "${command:token}" }\n'


def test_a_secret_that_a_command_prints_is_a_value_of_a_real_target() -> None:
    real = TARGETS.replace("port = 443", 'port = 443\ntoken = "${command:token}"')
    both = real.replace("only_here", 'token = "x"\nonly_here')
    check = 'check = { kind = "web", url = "${token}" }\n'
    assert dict(read(both + SECRET + TREE + check).secrets) == {"token": ("vault", "read")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            TARGETS + SECRET + TREE + ASKS,
            (
                "`${command:token}`: no command runs for the rehearsal `practice`; "
                "write it as a value of the real targets, and another value in the others"
            ),
        ),
        (
            TARGETS + SECRET + TREE + ASKS.replace("token", "tokne"),
            "`${command:tokne}`: no secret `tokne`; did you mean `token`?",
        ),
        (
            TARGETS + TREE + ASKS,
            ("`${command:token}`: no secret `token`; define it: `[secrets.token]` with `command`"),
        ),
    ],
)
def test_a_secret_of_a_command_is_defined_and_no_rehearsal_asks_for_it(
    text: str, said: str
) -> None:
    assert told(text) == [f"stage[1].section[1].item[1].check.url: {said}"]
