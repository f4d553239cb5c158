"""Secrets masked in a stream of bytes, also where a chunk ends in the middle of one.

Only what may be the beginning of a secret is held back, so that a prompt without a line end is
seen at once. Known values and their encoded forms alone are masked: to guess secrets by their
shape would change a transcript that is kept as evidence.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise


class StreamRedactor:
    """Masks secrets; `masked` counts them."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._forms: tuple[bytes, ...] = ()
        self._mask = b""
        self._held = b""
        self._covered = 0  # bytes at the beginning of what is held that a mask stands for already
        self.masked = 0
        for secret in secrets:
            self.add(secret)

    def add(self, secret: str) -> None:
        """Mask this one too, from now on; one that is too short is no pattern."""
        from golive_tui.secrets import MASK  # a command without secrets starts 8 ms sooner

        self._mask = MASK.encode()
        known = {*self._forms, *_encoded(secret)}
        self._forms = tuple(sorted(known))

    def feed(self, data: bytes) -> bytes:
        """What may be written by now of all that came."""
        if not self._forms:
            return data
        if self._held:
            data = self._held + data
        return self._pass(data, self._beginning(data))

    def finish(self) -> bytes:
        """The rest."""
        return self._pass(self._held, len(self._held))

    def _beginning(self, data: bytes) -> int:
        """Where the first secret begins that more bytes may complete; the end where none does."""
        first = len(data)
        for form in self._forms:
            at = data.find(form[:1], max(len(data) - len(form) + 1, 0), first)
            while at >= 0:
                if form.startswith(data[at:]):
                    first = at
                    break
                at = data.find(form[:1], at + 1, first)
        return first

    def _pass(self, data: bytes, end: int) -> bytes:
        """`data` up to `end`, masked; a secret that begins before `end` is masked as a whole."""
        parts: list[bytes] = []
        at = self._covered
        for start, stop in self._spans(data):
            if start >= end:
                break
            parts.append(data[at:start])
            if start or not self._covered:
                parts.append(self._mask)
                self.masked += 1
            at = stop
        if not at:  # the usual case: no copy
            passed = data if end == len(data) else data[:end]
        else:
            passed = b"".join([*parts, data[at:end]])
        self._held = data[end:]
        self._covered = max(at - end, 0)
        return passed

    def _spans(self, data: bytes) -> Iterator[tuple[int, int]]:
        """Where secrets stand in `data`, those that overlap as one."""
        found = [(0, self._covered)] if self._covered else []
        for form in self._forms:
            at = data.find(form)
            while at >= 0:
                found.append((at, at + len(form)))
                at = data.find(form, at + 1)
        if not found:
            return
        start, stop = min(found)
        for _, (begin, end) in pairwise(sorted(found)):
            if begin >= stop:
                yield start, stop
                start, stop = begin, end
            stop = max(stop, end)
        yield start, stop


def _encoded(secret: str) -> set[bytes]:
    """The bytes as which a secret may be written, a terminal's line ends included."""
    from golive_tui.secrets import known_forms

    return {form.encode("utf-8", "surrogateescape") for form in known_forms(secret)}
