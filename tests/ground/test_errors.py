"""Errors that owe a sentence."""

import inspect

from golive_tui import errors
from golive_tui.errors import ChecklistError, GoliveError, JournalDamaged, Problem


def test_an_error_is_its_message_and_its_hint() -> None:
    error = GoliveError("it broke", hint="mend it")
    assert (error.message, error.hint) == ("it broke", "mend it")
    assert str(error) == "it broke\nmend it"
    assert str(GoliveError("it broke")) == "it broke"


def test_a_problem_says_where_what_and_the_remedy() -> None:
    full = Problem(line=7, path="probes.api.evrey", message="unknown key", hint="every?")
    assert full.sentence("a.toml") == "a.toml:7: probes.api.evrey: unknown key; every?"
    assert Problem(line=0, path="", message="it is empty").sentence("a.toml") == (
        "a.toml: it is empty"
    )


def test_all_problems_of_a_file_come_in_the_order_of_its_lines() -> None:
    late = Problem(line=9, path="b", message="late")
    early = Problem(line=2, path="a", message="early")
    error = ChecklistError("a.toml", [late, early])
    assert error.problems == (early, late)
    assert str(error).splitlines() == ["a.toml:2: a: early", "a.toml:9: b: late"]


def test_damage_names_its_line() -> None:
    assert JournalDamaged("x", line=12).line == 12


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    drawn = errors.__doc__ or ""
    classes = [
        name
        for name, kind in vars(errors).items()
        if inspect.isclass(kind) and issubclass(kind, GoliveError)
    ]
    assert [name for name in classes if name not in drawn] == []
