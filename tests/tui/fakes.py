"""Doubles for tests without a screen: a host that remembers, a link that answers."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from golive_tui.clock import real_now
from golive_tui.errors import GoliveError
from golive_tui.tui.desk import Desk, LinkState, Work
from golive_tui.tui.ground.glyphs import Role
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.wire.messages import Request
from tests.screens.scene import Answers, Moment, scene
from tests.tui.stage import terminal


@dataclass
class FakeHost:
    """Remembers what the desk asked of its app."""

    where: tuple[str, str] = ("dash", "")
    notices: list[tuple[str, Role]] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)
    opened: list[Overlay] = field(default_factory=list)
    went_back: int = 0
    redraws: int = 0
    works: list[Work] = field(default_factory=list)

    def show_view(self, view: str, subject: str = "") -> None:
        self.shown.append((view, subject))

    def back(self) -> None:
        self.went_back += 1

    def open(self, overlay: Overlay) -> None:
        self.opened.append(overlay)

    def notice(self, text: str, tone: Role) -> None:
        self.notices.append((text, tone))

    def start(self, work: Work) -> None:
        self.works.append(work)

    def redraw_soon(self) -> None:
        self.redraws += 1

    async def work(self) -> None:
        """Do what was started."""
        while self.works:
            await self.works.pop(0)()


class RefusingLink:
    """Refuses everything with one error."""

    def __init__(self, error: GoliveError) -> None:
        self.error = error

    async def ask(self, request: Request) -> Mapping[str, Any]:
        raise self.error


class SlowLink:
    """Answers when told to."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.asked: list[Request] = []

    async def ask(self, request: Request) -> Mapping[str, Any]:
        self.asked.append(request)
        await self.go.wait()
        return {"ok": True, "seq": 1}


def desk_at(moment: Moment, host: FakeHost | None = None, *, read_only: bool = False) -> Desk:
    """A desk over a scene, with its link up."""
    shown = scene(moment)
    desk = Desk(
        terminal=terminal(), host=host or FakeHost(), link=Answers(shown), mirror=shown.mirror(),
        read_only=read_only,
    )  # fmt: skip
    desk.linked = LinkState(up=True, since=real_now())
    return desk
