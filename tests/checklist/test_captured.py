import pytest

from golive_tui.checklist.captured import fill_captured
from golive_tui.checklist.condition import Condition, parse
from golive_tui.checklist.reader import read_checklist
from golive_tui.errors import TemplateError
from golive_tui.probes.all_kinds import specs
from tests.checklist.checklists import HEAD, TREE, told

FLOW = """
[probes.login]
kind = "flow"
steps = [
  { name = "in", url = "http://x/", save = { token = "json.token" } },
  { name = "me", url = "http://x/me", headers = { A = "Bearer ${captured:NAME}" } },
]
"""


def test_what_was_saved_is_filled_in_everywhere_and_taken_as_it_is() -> None:
    given = {
        "url": "http://x/${captured:id}",
        "list": ["${captured:id}", 5],
        "pair": (parse("json.id == '${captured:id}'"),),
    }
    filled = fill_captured(given, {"id": "${captured:id}"})
    assert isinstance(filled, dict)
    assert filled["url"] == "http://x/${captured:id}"
    assert filled["list"] == ["${captured:id}", 5]
    assert isinstance(filled["pair"][0], Condition)
    assert filled["pair"][0].value == "${captured:id}"


def test_what_was_not_saved_or_is_too_long_fails() -> None:
    with pytest.raises(TemplateError, match="was not saved by an earlier step"):
        fill_captured("${captured:id}", {})
    with pytest.raises(TemplateError, match="grows beyond"):
        fill_captured("${captured:id}" * 10, {"id": "x" * 60_000})


def test_a_step_may_ask_for_what_an_earlier_one_saves() -> None:
    text = HEAD + FLOW.replace("NAME", "token") + TREE
    probe = read_checklist(text.encode(), "x.toml", specs()).probes["login"]
    steps = probe.settings["steps"]
    assert isinstance(steps, tuple)
    assert steps[1]["headers"] == {"A": "Bearer ${captured:token}"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (FLOW.replace("NAME", "tokn"), "did you mean `token`?"),
        (FLOW.replace("NAME", "userid"), "write `save = { userid = ... }` in an earlier step"),
        (FLOW.replace("//x/", "//${captured:token}/", 1), "in an earlier step"),
        ('[probes.one]\nkind = "http"\nurl = "${captured:a}"\n', "only a step of a flow has it"),
    ],
)
def test_what_no_earlier_step_saves_is_told(text: str, words: str) -> None:
    problems = told(HEAD + text.replace("NAME", "token") + TREE, specs())
    assert len(problems) == 1
    assert "is not saved by an earlier step" in problems[0]
    assert words in problems[0]
