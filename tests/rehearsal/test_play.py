from dataclasses import dataclass, field

from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.fault_facts import RehearsalFaulted
from golive_tui.launch.state import EMPTY, LaunchState
from golive_tui.launch.trigger_commands import HoldTrigger
from golive_tui.rehearsal.acts import Asked
from golive_tui.rehearsal.play import Player
from golive_tui.rehearsal.schedule import Do
from tests.launch.world import ANA, CREATED, START, after
from tests.rehearsal.scenarios import NEVER, flowmind, scenario


@dataclass
class Paper:
    """A stage on which nothing happens but what it is told to write down."""

    now: float = 0.0
    state: LaunchState = EMPTY
    asked: list[Asked] = field(default_factory=list)
    planned: list[tuple[float, Do]] = field(default_factory=list)
    killed: int = 0

    def ask(self, command: Asked) -> None:
        if isinstance(command, HoldTrigger):
            raise Refused("it has not tripped")
        self.asked.append(command)

    def kill(self) -> None:
        self.killed += 1

    def come_back(self) -> None:
        self.killed -= 1

    def plan(self, when: float, do: Do) -> None:
        self.planned.append((when, do))

    def play(self) -> list[float]:
        """Do all that is planned; the times."""
        times = []
        while self.planned:
            self.now, do = self.planned.pop(0)
            times.append(self.now)
            do()
        return times


def event(seq: int, seconds: float, fact: e.Fact) -> e.Event:
    return e.Event(seq=seq, at=after(seconds), epoch=1, by=ANA, fact=fact)


def test_what_counts_from_a_fault_waits_for_it() -> None:
    made = scenario(
        '[[fault]]\nfault = "engine-killed"\nafter = "hang"\nat = "5s"\nfor = "9s"\n'
        '[[fault]]\nfault = "hang"\nat = "1m"\nfor = "30s"\n' + NEVER
    )
    stage = Paper()
    player = Player(made, flowmind(), lambda _event, _seconds: None)
    player.begin(stage)
    player.heard(stage, event(1, 0, CREATED))
    assert stage.play() == [60, 5, 10, 90]
    player.heard(stage, event(2, 61, RehearsalFaulted(name="hang", fault="hang")))
    assert stage.play() == [66, 75]
    assert stage.killed == 0
    assert [type(each) for each in stage.asked] == [
        c.FaultRehearsal,
        c.PassItem,
        c.GoLive,
        c.MendRehearsal,
    ]
    assert player.run(stage).began["engine-killed"] == after(66)


def test_a_refusal_is_a_problem_unless_the_scenario_wants_it() -> None:
    text = '[[act]]\ndo = "hold"\ntrigger = "error-rate"\nat = "1m"\n'
    for more, problems in (
        ("", 1),
        ('refused = "not tripped"\n', 0),
        ('refused = "something else"\n', 1),
    ):
        stage = Paper()
        player = Player(scenario(text + more + NEVER), flowmind(), lambda _e, _s: None)
        player.begin(stage)
        stage.play()
        assert len(player.problems) == problems
    refused = '[[act]]\ndo = "roll back"\nat = "1m"\nrefused = "never"\n'
    stage = Paper()
    player = Player(scenario(refused + NEVER), flowmind(), lambda _e, _s: None)
    player.begin(stage)
    stage.play()
    assert player.problems == ["`roll back` was not refused with: never"]


def test_events_keep_their_true_times_though_a_clock_is_wrong() -> None:
    stage = Paper()
    times: list[float] = []
    player = Player(scenario(NEVER), flowmind(), lambda _event, seconds: times.append(seconds))
    wrong = RehearsalFaulted(name="clock", fault="clock", settings={"by": "10m"})
    player.heard(stage, event(1, 0, CREATED))
    player.heard(stage, event(2, 60, wrong))
    player.heard(stage, event(3, 90 + 600, e.LaunchWentLive()))
    assert times == [0, 60, 90]
    assert player.events[-1].at == after(90)
    assert player.run(stage).start == START
