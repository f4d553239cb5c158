import io
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from golive_tui.rehearsal.deploy.acts import Act, Ask, Bar, Break, End, Hand, Leave, Say
from golive_tui.rehearsal.deploy.place import OUTPUTS, Place
from golive_tui.rehearsal.deploy.player import Player


@dataclass
class Stage:
    """A player on a made-up terminal, and what came of it."""

    folder: Path
    pace: float = 1.0
    colours: bool = False
    is_terminal: bool = False
    answer: str | None = "token"
    environment: dict[str, str] = field(default_factory=dict)
    waited: list[float] = field(default_factory=list)
    out: io.StringIO = field(default_factory=io.StringIO)
    err: io.StringIO = field(default_factory=io.StringIO)

    def play(self, *acts: Act, fails: bool = False) -> int:
        player = Player(
            out=self.out,
            err=self.err,
            place=Place(self.folder / "artifacts"),
            environment=self.environment,
            pause=self.waited.append,
            pace=self.pace,
            colours=self.colours,
            is_terminal=self.is_terminal,
            ask=lambda prompt: self.answer or "",
            ask_within=lambda prompt, seconds: self.answer,
        )
        return player.play(iter(acts), fails=fails)


def test_lines_come_in_their_time_and_go_where_they_belong(tmp_path: Path) -> None:
    stage = Stage(tmp_path, pace=0.5)
    assert stage.play(Say("one", 2.0), Say("two", colour="32"), Say("bad", is_error=True)) == 0
    assert (stage.out.getvalue(), stage.err.getvalue()) == ("one\ntwo\n", "bad\n")
    assert stage.waited == [1.0, 0.0, 0.0]


def test_colours_are_for_a_terminal(tmp_path: Path) -> None:
    stage = Stage(tmp_path, colours=True)
    stage.play(Say("well", colour="32;1"), Say("plain"))
    assert stage.out.getvalue() == "\x1b[32;1mwell\x1b[0m\nplain\n"


def test_a_bar_overwrites_itself_on_a_terminal_and_is_one_line_elsewhere(tmp_path: Path) -> None:
    bar = Bar("Uploading", 2.0, total=214, unit="MB")
    terminal, file = Stage(tmp_path, is_terminal=True), Stage(tmp_path)
    terminal.play(bar)
    file.play(bar)
    assert terminal.out.getvalue().count("\r") == 20
    assert terminal.out.getvalue().endswith(f"[{'=' * 24}] 214/214 MB\n")
    assert file.out.getvalue() == f"Uploading [{'=' * 24}] 214/214 MB\n"
    assert sum(terminal.waited) == sum(file.waited) == pytest.approx(2.0)


def test_it_breaks_only_when_told_to(tmp_path: Path) -> None:
    acts = (Say("a"), Break(("gone", "wrong"), 22), Say("b"))
    assert Stage(tmp_path).play(*acts) == 0
    stage = Stage(tmp_path)
    assert stage.play(*acts, fails=True) == 22
    assert (stage.out.getvalue(), stage.err.getvalue()) == ("a\n", "gone\nwrong\n")


def test_a_question_with_patience_goes_on_without_an_answer(tmp_path: Path) -> None:
    ask = Ask("token? ", 30.0, "No answer")
    stage = Stage(tmp_path, answer=None)
    assert stage.play(ask, Say("on")) == 0
    assert stage.out.getvalue() == "No answer\non\n"
    assert Stage(tmp_path, answer="").play(ask, Say("on")) == 1
    answered = Stage(tmp_path)
    assert answered.play(ask, Say("on")) == 0
    assert answered.out.getvalue() == "on\n"


def test_an_end_is_an_end(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    assert stage.play(End(99), Say("never")) == 99
    assert not stage.out.getvalue()


def test_a_question_takes_any_answer_and_keeps_none(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    assert stage.play(Ask("token: "), Say("on")) == 0
    assert "token" not in stage.out.getvalue()
    assert Stage(tmp_path, answer="").play(Ask("token: "), Say("on")) == 1


def test_files_are_left_among_the_artifacts_and_values_handed_on(tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    stage = Stage(tmp_path, environment={OUTPUTS: str(outputs)})
    stage.play(Leave("r.json", "{}"), Hand("RELEASE", "r-1"), Hand("TWO", "2"))
    assert (tmp_path / "artifacts" / "r.json").read_text() == "{}"
    assert outputs.read_text() == "RELEASE=r-1\nTWO=2\n"
