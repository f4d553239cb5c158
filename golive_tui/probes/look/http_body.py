"""A body read and unpacked within bounds.

httpx unpacks without any: 48 kB of gzip became one chunk of 50 MB (measured). So the raw bytes
are read, counted, and inflated no further than the limit.
"""

import codecs
import zlib
from dataclasses import dataclass
from typing import Final

import httpx

from golive_tui.probes.facts import Absent

_WINDOWS: Final = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}
"""zlib's `wbits` of each packing that we offer; `deflate` comes with and without its header."""

_CHARSETS: Final = ("utf", "iso8859", "cp125", "ascii", "latin")
"""Beginnings of the codecs that a peer may choose; any other body is read as UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body of `size` bytes on the wire: its text, or why there is none to judge."""

    size: int
    text: str | Absent


async def read_body(response: httpx.Response, limit: int) -> Body | None:
    """The answer's body; None if it is longer than `limit` bytes, packed or unpacked.

    Raises zlib.error for a body that is not packed as it says.
    """
    raw = await _read_raw(response, limit)
    if raw is None:
        return None
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing in {"", "identity"} or not raw:
        return Body(size=len(raw), text=_text(raw, response))
    if packing not in _WINDOWS:
        return Body(size=len(raw), text=Absent(f"it is packed as {packing}"))
    unpacked = _unpacked(raw, _WINDOWS[packing], limit)
    return None if unpacked is None else Body(size=len(raw), text=_text(unpacked, response))


async def _read_raw(response: httpx.Response, limit: int) -> bytes | None:
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.aiter_raw():
        size += len(chunk)
        if size > limit:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


def _unpacked(raw: bytes, windows: tuple[int, ...], limit: int) -> bytes | None:
    for window in windows:
        unpacker = zlib.decompressobj(window)
        try:
            unpacked = unpacker.decompress(raw, limit + 1)
        except zlib.error:
            continue
        if len(unpacked) > limit:
            return None
        if unpacker.eof:
            return unpacked
    raise zlib.error("not packed as it says, or cut short")


def _text(body: bytes, response: httpx.Response) -> str:
    try:
        charset = codecs.lookup(response.charset_encoding or "utf-8").name
    except (LookupError, ValueError):
        charset = "utf-8"
    known = charset if charset.startswith(_CHARSETS) else "utf-8"
    return body.decode(known, errors="replace")
