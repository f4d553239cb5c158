"""Who is at the other end of a unix socket: the kernel's word, not the client's."""

import os
import pwd
import socket
import struct
from dataclasses import dataclass
from pathlib import Path

from golive_tui.launch.events import By
from golive_tui.text import clean

_UCRED = struct.Struct("iII")
"""`struct ucred` of unix(7): pid, uid, gid."""
_CLAIM_LIMIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Peer credentials: process, user id; `proven` only where the kernel gave them."""

    pid: int
    uid: int
    user: str
    proven: bool


def user_name(uid: int) -> str:
    """The account's name, or `uid N` when it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"


def peer_of(connection: socket.socket) -> Peer:
    """The process at the other end (SO_PEERCRED, unix(7)); unproven where the OS has none."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        uid = os.getuid()
        return Peer(pid=0, uid=uid, user=user_name(uid), proven=False)
    pid, uid, _ = _UCRED.unpack(connection.getsockopt(socket.SOL_SOCKET, option, _UCRED.size))
    return Peer(pid=pid, uid=uid, user=user_name(uid), proven=True)


def claimed_user(pid: int) -> str:
    """Who the process says it acts for: SUDO_USER of its environment; a claim, not a proof."""
    try:
        environment = Path(f"/proc/{pid}/environ").read_bytes()[:65536]
    except OSError:
        return ""
    for entry in environment.split(b"\0"):
        name, _, value = entry.partition(b"=")
        if name == b"SUDO_USER":
            return clean(value.decode("utf-8", "replace"), _CLAIM_LIMIT)
    return ""


def by_peer(peer: Peer, host: str) -> By:
    """The attribution of an act that came through the socket."""
    claim = claimed_user(peer.pid)
    return By(
        user=peer.user,
        uid=peer.uid,
        host=host,
        how="peer" if peer.proven else "unproven",
        claim="" if claim == peer.user else claim,
    )


def by_self() -> By:
    """The attribution of what this very process does in the name of its user."""
    uid = os.getuid()
    claim = clean(os.environ.get("SUDO_USER", ""), _CLAIM_LIMIT)
    user = user_name(uid)
    return By(
        user=user,
        uid=uid,
        host=os.uname().nodename,
        how="peer",
        claim="" if claim == user else claim,
    )


def by_engine() -> By:
    """The attribution of what the engine finds by itself."""
    uid = os.getuid()
    return By(user="golive", uid=uid, host=os.uname().nodename, how="engine")
