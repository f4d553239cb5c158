"""Secrets: values that may be used and must never be seen.

One `Redactor` stands on every string that leaves a probe or a step. It knows the values of the
secrets that were resolved and their common encoded forms, and the shapes in which secrets
usually travel.
"""

import base64
import json
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, quote_plus

MASK: Final = "***"
SHORTEST: Final = 6
"""A shorter secret is no pattern: it would mask half of every text."""

_SHAPES: Final = (
    re.compile(r"(?i)\b((?:proxy-)?authorization|cookie|set-cookie|x-api-key)(\s*[:=]\s*)[^\r\n]+"),
    re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}"),
    re.compile(r"(\b[a-zA-Z][a-zA-Z0-9+.-]*://)[^/\s:@]*:[^/\s@]*@"),
    re.compile(
        r"(?i)\b([\w-]*(?:token|api_?key|secret|password|passwd|pwd|access_key)[\w-]*)(\"?\s*[=:]\s*\"?)[^\s&\"',;]{3,}"
    ),
    re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"),
)
_REPLACEMENTS: Final = (rf"\1\2{MASK}", rf"\1 {MASK}", rf"\1{MASK}@", rf"\1\2{MASK}", MASK)


def forms(secret: str) -> set[str]:
    """The secret and its encoded forms: URL-quoted, JSON-escaped, base64 at each alignment."""
    raw = secret.encode()
    found = {
        secret,
        quote(secret, safe=""),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        raw.hex(),
    }
    for pad in range(3):
        encoded = base64.b64encode(b"\0" * pad + raw).decode()
        start = (0, 2, 3)[pad]
        end = len(encoded.rstrip("=")) - (1 if (pad + len(raw)) % 3 else 0)
        found.add(encoded[start:end])
        found.add(encoded[start:end].replace("+", "-").replace("/", "_"))
    return {form for form in found if len(form) >= SHORTEST}


class Redactor:
    """Replaces secrets in text; knows them by value and by shape."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = {form for secret in secrets if len(secret) >= SHORTEST for form in forms(secret)}
        longest_first = sorted(known, key=len, reverse=True)
        self._values = re.compile("|".join(map(re.escape, longest_first))) if known else None

    def redact(self, text: str) -> str:
        """`text` with every known secret, and what looks like one, replaced by `***`."""
        if self._values is not None:
            text = self._values.sub(MASK, text)
        for shape, replacement in zip(_SHAPES, _REPLACEMENTS, strict=True):
            text = shape.sub(replacement, text)
        return text
