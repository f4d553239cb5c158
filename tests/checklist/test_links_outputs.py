import pytest

from tests.checklist.checklists import WHOLE, read, told

GIVER = 'run = ["deploy"]\noutputs = ["RELEASE"]\n'
"""What makes the item of WHOLE, which is called C, a step that hands something on."""
KEYS = "`run`, `env`, `cwd`, `verify`, `rehearse`, `evidence`"


def step(title: str, *lines: str) -> str:
    return "\n".join(("[[stage.section.item]]", f'title = "{title}"', *lines, ""))


@pytest.mark.parametrize(
    "line",
    [
        'run = ["x", "v=${output:c.RELEASE}"]',
        'run = ["x"]\nenv = { V = "${output:c.RELEASE}" }',
        'run = ["x"]\ncwd = "releases/${output:c.RELEASE}"',
        'run = ["x"]\nverify = ["x", "${output:c.RELEASE}"]',
        'run = ["x"]\nrehearse = ["x", "${output:c.RELEASE}"]',
        'run = ["x"]\nevidence = ["${output:c.RELEASE}.json"]',
        'run = "x $V"\nshell = true\nenv = { V = "${output:c.RELEASE}" }',
        'run = ["x", "$${output:nothing.AT_ALL}"]',
    ],
)
def test_a_step_takes_what_one_before_it_hands_on(line: str) -> None:
    assert read(WHOLE + GIVER + step("D", line)).item("d") is not None


def test_a_step_takes_what_one_that_it_needs_hands_on() -> None:
    early = 'run = ["x", "${output:d.V}"]\nneeds = ["d"]\n'
    text = WHOLE + early + step("D", 'run = ["y"]', 'outputs = ["V"]')
    assert read(text).item("c") is not None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            GIVER + step("D", 'run = ["${output:z.RELEASE}"]'),
            "item[2].run[1]: `${output:z.RELEASE}`: no step `z`; one of `c`",
        ),
        (
            step("D", 'run = ["${output:c.RELEASE}"]'),
            "item[2].run[1]: `${output:c.RELEASE}`: no step `c`; no step has `outputs`",
        ),
        (
            GIVER + step("D", 'run = ["${output:c.RELEASES}"]'),
            (
                "item[2].run[1]: `${output:c.RELEASES}`: `c` does not hand on `RELEASES`; "
                "did you mean `RELEASE`?"
            ),
        ),
        (
            'run = ["x"]\n' + step("D", 'run = ["${output:c.RELEASE}"]'),
            (
                "item[2].run[1]: `${output:c.RELEASE}`: `c` does not hand on `RELEASE`; "
                'give the step `outputs = ["RELEASE"]`'
            ),
        ),
        (
            'run = ["${output:d.V}"]\n' + step("D", 'run = ["x"]', 'outputs = ["V"]'),
            (
                "item[1].run[1]: `${output:d.V}`: `d` does not come before; "
                "take it from a step before, or add that one to `needs`"
            ),
        ),
        (
            'run = ["${output:c.RELEASE}"]\noutputs = ["RELEASE"]\n',
            (
                "item[1].run[1]: `${output:c.RELEASE}`: `c` does not come before; "
                "take it from a step before, or add that one to `needs`"
            ),
        ),
        (
            GIVER + step("D", 'run = "x ${output:c.RELEASE}"', "shell = true"),
            (
                "item[2].run: `${output:c.RELEASE}` in a line for the shell, which would run it; "
                'hand it over: env = { RELEASE = "${output:c.RELEASE}" }, and "$RELEASE" in it'
            ),
        ),
        (
            GIVER + step("D", 'check = { kind = "web", url = "${output:c.RELEASE}" }'),
            (
                "item[2].check.url: `${output:c.RELEASE}` is not filled in here; "
                f"a step can use it, in {KEYS}"
            ),
        ),
    ],
)
def test_what_no_step_before_can_have_handed_on_is_told(more: str, said: str) -> None:
    assert told(WHOLE + more) == [f"stage[1].section[1].{said}"]


@pytest.mark.parametrize("name", ["c", "c.", ".V", "C.V", "c.V-W", "c d.V", "c.V.W"])
def test_what_is_no_step_and_name_is_malformed(name: str) -> None:
    (sentence,) = told(WHOLE + step("D", f'run = ["${{output:{name}}}"]'))
    assert "names nothing; write `${name}`, " in sentence


def test_a_probe_and_a_target_have_no_step_before_them() -> None:
    text = (WHOLE + GIVER).replace('"${api}"', '"${output:c.RELEASE}"')
    text = text.replace('"https://a"', '"${output:c.RELEASE}"')
    assert told(text) == [
        (f"{path}: `${{output:c.RELEASE}}` is not filled in here; a step can use it, in {KEYS}")
        for path in ("targets.here.api", "probes.site.url")
    ]
