"""A dialog that follows the launch: what it says is so now, for as long as it is open."""

from collections.abc import Callable, Sequence
from datetime import datetime

from golive_tui.client.mirror import Mirror
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.ground.dialog import Answer, Dialog, Field

Told = Callable[[Mirror, Desk], list[str]]
"""The body as the launch stands: a line or more."""


class Following(Dialog):
    """Its body is told afresh with every change and every second; its fields keep what they hold.

    A subclass whose title or hint may change too looks at them in `look`.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        told: Told,
        fields: Sequence[Field] = (),
        *,
        hint: str,
        width: int,
        answered: Answer | None = None,
        id: str,
    ) -> None:
        self._desk = desk
        self._told = told
        super().__init__(
            title, self._body_now(), fields, hint=hint, width=width, answered=answered, id=id
        )
        self._unsubscribe = desk.subscribe(self)

    def on_unmount(self) -> None:
        """Nothing more to hear."""
        self._unsubscribe()

    def changed(self, changes: Changes) -> None:
        """An item was answered, or a probe has seen something."""
        self._follow_launch()

    def tick(self, now: datetime) -> None:
        """What time alone makes so: how long it has lasted, what is overdue."""
        self._follow_launch()

    def look(self) -> None:
        """Say what is so now."""
        self.rewrite(self._body_now())

    def _follow_launch(self) -> None:
        if self.is_attached and not self.closing:
            self.look()

    def _body_now(self) -> list[str]:
        mirror = self._desk.mirror
        return self._told(mirror, self._desk) if mirror is not None else [""]
