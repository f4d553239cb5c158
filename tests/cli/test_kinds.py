import pytest

from golive_tui.cli.kinds import example_of
from golive_tui.cli.main import main
from golive_tui.probes.all_kinds import KINDS


def test_all_are_listed_with_what_they_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kinds"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(KINDS)
    assert all(KINDS[line.split()[0]].spec.help in line for line in lines)


def test_one_is_shown_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kinds", "redis"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("# `redis`\n")
    assert "| `canary` |" in page
    assert 'kind = "redis"\nurl = "${redis}"' in page


def test_one_that_is_not_there_names_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kinds", "pigeon"]) == 3
    assert "there is no kind `pigeon`" in (told := capsys.readouterr().err)
    assert "golive has: auth_required, backup," in told
    assert example_of("pigeon") is None
