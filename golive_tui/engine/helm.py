"""Who may act: one client has the helm, others watch; scripts of the same account may act too."""

from golive_tui.errors import Refused
from golive_tui.wire.messages import Viewer

READ_ONLY = "read-only: this client watches"


class Helm:
    """The clients attached, and which of them steers. Knows nothing of sockets."""

    def __init__(self) -> None:
        self.viewers: dict[int, Viewer] = {}
        self.held_by: int | None = None

    @property
    def holder(self) -> Viewer | None:
        """The client that steers, if one is attached."""
        return self.viewers.get(self.held_by) if self.held_by is not None else None

    def attach(self, viewer: Viewer) -> bool:
        """Let a client in; True when it got the helm because nobody had it."""
        self.viewers[viewer.client] = viewer
        if self.held_by is None and viewer.role == "dashboard" and not viewer.read_only:
            self.held_by = viewer.client
            return True
        return False

    def detach(self, client: int) -> None:
        """A client is gone; its helm is free."""
        self.viewers.pop(client, None)
        if self.held_by == client:
            self.held_by = None

    def take(self, client: int, reason: str) -> str:
        """Give the helm to `client`; returns the user it was taken from (empty: nobody).

        Raises Refused when the client watches, or takes it from a living one without a reason.
        """
        viewer = self.viewers[client]
        if viewer.read_only:
            raise Refused(READ_ONLY, hint="attach without --read-only")
        holder = self.holder
        if holder is not None and holder.client != client and not reason.strip():
            raise Refused(f"{holder.user} has the helm: taking it needs a reason")
        self.held_by = client
        return holder.user if holder is not None and holder.client != client else ""

    def check(self, client: int, *, word: bool = False) -> None:
        """Raise Refused when `client` may not act now. A `word` of one's own, a vote or an
        approval, needs no helm: it is another than who steers that gives it."""
        viewer = self.viewers[client]
        if viewer.read_only:
            raise Refused(READ_ONLY, hint="attach without --read-only")
        holder = self.holder
        if word or holder is None or holder.client == client:
            return
        if viewer.role == "script" and holder.uid == viewer.uid:
            return
        raise Refused(f"{holder.user} has the helm", hint="T takes it, with a reason")
