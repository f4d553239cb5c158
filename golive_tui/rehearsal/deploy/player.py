"""Plays a play: gives its acts a terminal, time, files, and an exit code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from getpass import getpass
from typing import Final, TextIO

from golive_tui.rehearsal.deploy.acts import Act, Ask, Bar, Break, End, Hand, Leave, Play, Say
from golive_tui.rehearsal.deploy.asking import ask_within
from golive_tui.rehearsal.deploy.place import Place, hand_on

_FRAMES: Final = 20
"""States of a bar on its way."""
_WIDE: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """`pause` waits; `pace` stretches every time of a play; `colours`: a terminal looks on."""

    out: TextIO
    err: TextIO
    place: Place
    environment: Mapping[str, str]
    pause: Callable[[float], None]
    pace: float = 1.0
    colours: bool = False
    is_terminal: bool = False
    ask: Callable[[str], str] = getpass
    ask_within: Callable[[str, float], str | None] = ask_within

    def play(self, play: Play, *, fails: bool) -> int:
        """Play it to its end, or to where it breaks; the exit code."""
        for act in play:
            code = self._act(act, fails=fails)
            if code is not None:
                return code
        return 0

    def _act(self, act: Act, *, fails: bool) -> int | None:
        match act:
            case Say():
                self.pause(act.seconds * self.pace)
                self._line(act.text, act.colour, self.err if act.is_error else self.out)
            case Bar():
                self._bar(act)
            case Ask():
                return self._ask(act)
            case Break() if fails:
                for line in act.lines:
                    self._line(line, "31", self.err)
                return act.code
            case Break():
                pass
            case Leave():
                self._line(f"written: {self.place.leave(act.name, act.text)}", "2", self.out)
            case Hand():
                hand_on(act.name, act.value, self.environment)
            case End():
                return act.code
        return None

    def _ask(self, act: Ask) -> int | None:
        if act.patience is None:
            return None if self.ask(act.prompt) else 1
        answer = self.ask_within(act.prompt, act.patience * self.pace)
        if answer is None:
            self._line(act.otherwise, "33", self.out)
        return 1 if answer == "" else None

    def _line(self, text: str, colour: str, to: TextIO) -> None:
        painted = f"\x1b[{colour}m{text}\x1b[0m" if colour and self.colours else text
        print(painted, file=to, flush=True)

    def _bar(self, bar: Bar) -> None:
        for frame in range(1, _FRAMES + 1):
            self.pause(bar.seconds * self.pace / _FRAMES)
            if self.is_terminal or frame == _FRAMES:
                filled = "=" * (_WIDE * frame // _FRAMES)
                done = bar.total * frame // _FRAMES
                state = f"{bar.label} [{filled:<{_WIDE}}] {done}/{bar.total} {bar.unit}"
                start = "\r" if self.is_terminal else ""
                print(f"{start}{state}", end="", file=self.out, flush=True)
        print(file=self.out, flush=True)
