import pytest

from golive_tui.probes.look.run_counts import COUNTED, Counts, commit_of, same_commit

HASH = "3f2a9c1d4b5e6f708192a3b4c5d6e7f809112233"


def test_counts_add_up() -> None:
    counts = Counts()
    for kind in ("passed", "failed", "errors", "skipped"):
        counts.add(kind)
    counts.add("passed", flaky=True)
    both = counts.plus(counts)
    assert [both.of(name) for name in COUNTED] == [10, 4, 2, 2, 2, 2]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (HASH, HASH.upper(), True),
        (HASH[:7], HASH, True),
        (HASH[:6], HASH, False),
        ("v1.4.0", "v1.4.0", True),
        ("v1.4.0-rc.1", "v1.4.0-rc", False),
        (HASH, "0" * 40, False),
    ],
)
def test_a_commit_may_be_cut_as_git_cuts_it(one: str, other: str, same: bool) -> None:
    assert same_commit(one, other) is same
    assert same_commit(other, one) is same


def test_the_first_name_that_holds_one_gives_the_commit() -> None:
    assert commit_of({"b": HASH, "a": "two words"}, ("a", "b")) == HASH
    assert commit_of({"a": 7, "b": ""}, ("a", "b", "c")) is None
