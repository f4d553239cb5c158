"""The front desk: who is attached, what they are told, and in whose name they act."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from msgspec.structs import replace

from golive_tui.clock import Clock
from golive_tui.engine.helm import Helm
from golive_tui.engine.server import GOING_AWAY, Client
from golive_tui.errors import GoliveError, InputError, NotFound, Refused, StoreError
from golive_tui.launch.codec import Plain, sample_to_plain, state_to_plain, tally_to_plain, to_plain
from golive_tui.launch.events import By
from golive_tui.launch.series import Series, Sight
from golive_tui.launch.state import LaunchState
from golive_tui.wire.messages import (
    PROTOCOL,
    ClockFacts,
    EngineFacts,
    Hello,
    Viewer,
    dumps,
)
from golive_tui.wire.peer import by_peer

log = logging.getLogger(__name__)

EVENTS_IN_HELLO: Final = 200
"""The newest events that a client gets as it attaches."""

_WHY: Final[tuple[tuple[type[GoliveError], str], ...]] = (
    (Refused, "refused"),
    (NotFound, "not_found"),
    (InputError, "input"),
    (StoreError, "store"),
)


class FrontDesk:
    """Speaks with clients: greets, publishes, confirms and refuses. Decides nothing else."""

    def __init__(
        self,
        *,
        host: str,
        launch_dir: str,
        clock: Clock,
        clock_facts: ClockFacts,
        facts: EngineFacts,
        checklist_text: Callable[[], str],
        newest_events: Callable[[int], list[Plain]],
        unwritable: Callable[[], str],
    ) -> None:
        self.helm = Helm()
        self.facts = facts
        self._clients: dict[int, Client] = {}
        self._host = host
        self._launch_dir = launch_dir
        self._clock = clock
        self._clock_facts = clock_facts
        self._checklist_text = checklist_text
        self._newest_events = newest_events
        self._unwritable = unwritable

    def by(self, client: Client) -> By:
        """The attribution of what the client does, by its peer credentials."""
        return by_peer(client.peer, self._host)

    def came(self, client: Client, now: datetime) -> tuple[Viewer, bool]:
        """Note a client; True with it when it got the helm."""
        viewer = Viewer(
            client=client.number,
            user=client.peer.user,
            uid=client.peer.uid,
            role=client.attach.role,
            read_only=client.attach.read_only,
            since=now,
            tty=client.attach.tty[:60],
        )
        return viewer, self.helm.attach(viewer)

    def greet(self, client: Client, state: LaunchState, sight: Sight) -> None:
        """Send hello; from then on the client hears everything."""
        hello = Hello(
            you=client.number,
            protocol=PROTOCOL,
            launch_dir=self._launch_dir,
            clock=self._clock_facts,
            engine=self._now(),
            checklist=self._checklist_text(),
            state=state_to_plain(state),
            events=self._newest(),
            sight={probe: _seen(series) for probe, series in sight.items()},
        )
        client.send(dumps({"hello": to_plain(hello)}), bounded=False)
        self._clients[client.number] = client

    def _newest(self) -> list[Plain]:
        """The newest events; none when they cannot be read now: what the launch is goes out."""
        try:
            return self._newest_events(EVENTS_IN_HELLO)
        except StoreError as error:
            log.warning("hello=without_events why=%s", error.message)
            return []

    def greet_all(self, state: LaunchState, sight: Sight) -> None:
        """Send hello to everybody: the checklist is another one now."""
        for client in list(self._clients.values()):
            self.greet(client, state, sight)

    def went(self, client: Client) -> None:
        """Forget a client."""
        self._clients.pop(client.number, None)
        self.helm.detach(client.number)
        self.announce()

    def publish(self, message: Mapping[str, Any]) -> None:
        """Tell everybody."""
        if not self._clients:
            return
        text = dumps(message)
        for client in self._clients.values():
            client.send(text)

    def announce(self) -> None:
        """Tell everybody who is here, who steers, and whether it can be written."""
        self.publish({"engine": to_plain(self._now())})

    def change(self, **facts: Any) -> None:  # noqa: ANN401 - fields of EngineFacts
        """Set facts of the engine and announce them if they changed."""
        changed = replace(self.facts, **facts)
        if changed != self.facts:
            self.facts = changed
            self.announce()

    def _now(self) -> EngineFacts:
        return replace(
            self.facts,
            helm=self.helm.held_by,
            viewers=tuple(self.helm.viewers.values()),
            unwritable=self._unwritable(),
        )

    def confirm(self, client: Client, number: int, seq: int) -> None:
        """The act is on disk."""
        client.send(dumps({"id": number, "ok": True, "seq": seq}))

    def refuse(self, client: Client, number: int, error: GoliveError) -> None:
        """The act was not done, and why."""
        why = next((word for kind, word in _WHY if isinstance(error, kind)), "engine")
        answer = {"id": number, "ok": False, "why": why, "error": error.message}
        client.send(dumps({**answer, "hint": error.hint} if error.hint else answer))

    def reply(self, client: Client, number: int, answer: Mapping[str, Any]) -> None:
        """Answer a question."""
        client.send(dumps({"id": number, "ok": True, **answer}))

    def settle(self, client: Client, number: int, answer: Mapping[str, Any] | GoliveError) -> None:
        """Reply or refuse, later than the act was asked for."""
        if isinstance(answer, GoliveError):
            self.refuse(client, number, answer)
        else:
            self.reply(client, number, answer)

    async def farewell(self, reason: str) -> None:
        """Tell everybody that the engine ends, and end them."""
        self.publish({"bye": reason})
        clients = list(self._clients.values())
        for client in clients:
            client.end(reason, code=GOING_AWAY)
        await asyncio.gather(*(client.closed() for client in clients), return_exceptions=True)


def _seen(series: Series) -> Plain:
    extra = [sample for sample in series.recent if not sample.scheduled]
    return {
        "tally": tally_to_plain(series.tally),
        "window": [sample_to_plain(sample) for sample in series.window],
        "extra": [sample_to_plain(sample) for sample in extra],
    }
