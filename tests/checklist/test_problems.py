import pytest

from golive_tui.checklist.problems import MOST, Problems, a, meant, one_of, show_path
from golive_tui.errors import ChecklistError

LINES = {("a",): 3, ("a", 0): 4, ("a", 0, "b"): 5}


def test_a_problem_finds_its_line_or_that_of_what_holds_it() -> None:
    problems = Problems("f", LINES)
    assert problems.line(("a", 0, "b")) == 5
    assert problems.line(("a", 0, "c", 7)) == 4
    assert problems.line(("z",)) == 0


def test_all_problems_are_raised_at_once_by_line() -> None:
    problems = Problems("f", LINES)
    problems.raise_if_any()
    problems.add(("a", 0, "b"), "second", "mend it")
    problems.add(("a",), "first")
    problems.add((), "of the file")
    with pytest.raises(ChecklistError) as caught:
        problems.raise_if_any()
    assert str(caught.value).splitlines() == [
        "f: of the file",
        "f:3: a: first",
        "f:5: a[1].b: second; mend it",
    ]


def test_what_nobody_reads_is_not_told() -> None:
    problems = Problems("f", {})
    for number in range(MOST + 50):
        assert problems.full is (number >= MOST)
        problems.add(("x", number), "wrong")
    with pytest.raises(ChecklistError) as caught:
        problems.raise_if_any()
    assert len(caught.value.problems) == MOST + 1
    assert caught.value.problems[0].message == f"more than {MOST} problems; these are the first"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ((), ""),
        (("stage", 0, "item", 11, "title"), "stage[1].item[12].title"),
        (("probes", "api-health"), "probes.api-health"),
        (("probes", "a b"), 'probes."a b"'),
        (("",), '""'),
        (("a\x1b[31m",), '"a␛[31m"'),
        (("x" * 100,), '"' + "x" * 59 + '…"'),
    ],
)
def test_a_path_is_shown_as_toml_writes_it(path: tuple[str | int, ...], shown: str) -> None:
    assert show_path(path) == shown


def test_a_misspelt_word_is_understood() -> None:
    assert meant("evrey", ["title", "every"]) == "did you mean `every`?"
    assert meant("zzz", ["title", "every"]) == ""
    assert one_of(["a", "b"]) == "one of `a`, `b`"


def test_a_word_has_its_article() -> None:
    assert (a("probe"), a("item")) == ("a probe", "an item")
