"""A peer that speaks the first words of PostgreSQL's protocol (version 3), and then refuses."""

import struct

from tests.probes.fault_server import Peer, Script

SSL_REQUEST = 80877103


def error(state: str, words: str, severity: str = "FATAL") -> bytes:
    """An ErrorResponse."""
    fields = {"S": severity, "V": severity, "C": state, "M": words}
    body = b"".join(key.encode() + value.encode() + b"\0" for key, value in fields.items()) + b"\0"
    return b"E" + struct.pack("!I", len(body) + 4) + body


READY = b"Z" + struct.pack("!I", 5) + b"I"
LET_IN = b"R" + struct.pack("!II", 8, 0) + READY


async def _began(peer: Peer) -> None:
    """Read the start-up packet; TLS is declined."""
    while True:
        (length,) = struct.unpack("!I", await peer.reader.readexactly(4))
        packet = await peer.reader.readexactly(length - 4)
        if struct.unpack("!I", packet[:4])[0] != SSL_REQUEST:
            return
        await peer.say(b"N")


def refusing(state: str, words: str) -> Script:
    """Nobody gets in."""

    async def script(peer: Peer) -> None:
        await _began(peer)
        await peer.say(error(state, words))
        peer.writer.close()

    return script


def letting_in(*answers: bytes) -> Script:
    """Everybody gets in; each statement is answered by the next of `answers`, then by hanging
    up."""

    async def script(peer: Peer) -> None:
        await _began(peer)
        await peer.say(LET_IN)
        for answer in answers:
            await peer.reader.readexactly(1)
            (length,) = struct.unpack("!I", await peer.reader.readexactly(4))
            await peer.reader.readexactly(length - 4)
            await peer.say(answer)
        peer.writer.close()

    return script


async def mute(peer: Peer) -> None:
    """Takes the start-up packet, and says no word."""
    await _began(peer)
    await peer.reader.read()
