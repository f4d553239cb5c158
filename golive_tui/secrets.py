"""Secrets: values that may be used and must never be seen.

One `Redactor` stands on every string that leaves a probe or a step. It knows the values of the
secrets that were resolved, in their common encoded forms, and the shapes in which secrets
usually travel. It runs over output that strangers control, so no pattern of it takes longer than
in proportion to the text.
"""

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final
from urllib.parse import quote, quote_plus

MASK: Final = "***"
LARGEST: Final = 64 * 1024
"""Bytes of a secret from a file or a command; more is none."""
SHORTEST: Final = 6
"""A shorter secret is no pattern: it would mask half of every text."""

SHORTEST_LINE: Final = 12
"""From this length on, a line of a secret of several lines (a key file) is one by itself."""

_NAME: Final = (
    r"(?:token|api[_-]?key|secret|passw(?:or)?d|passphrase|pwd|access[_-]?key|credentials?)"
)
_ASSIGNED: Final = rf"({_NAME}[\w-]{{0,40}}[\"']?\s{{0,9}}[=:]\s{{0,9}})"

_HEADER: Final = r"(?:(?:proxy-)?authorization|(?:set-)?cookie|x-api-key)"

_SHAPES: Final = (
    # A header in quotes, as a command line has it: to its quote, where a word ends there.
    (
        (
            rf"(?i)([\"'])({_HEADER}\s{{0,9}}:\s{{0,9}})"
            r"(?:(?!\1)[^\\\r\n]|\\.){1,8000}(?=\1(?:\s|$))"
        ),
        rf"\1\2{MASK}",
    ),
    # A header that carries credentials, to the end of its line; `-HCookie: a` is curl's.
    (
        (
            rf"(?i)(?:\b|(?<=-H))(?!{_HEADER}\s{{0,9}}:\s{{0,9}}\*\*\*[\"'](?:\s|$))"
            rf"({_HEADER}[\"']?\s{{0,9}}[:=]\s{{0,9}}[\"']?)[^\r\n]+"
        ),
        rf"\1{MASK}",
    ),
    # `Bearer abc` wherever it stands; but "basic configuration" is prose.
    (
        r"(?i)\b(bearer|basic)\s{1,9}(?!(?-i:[a-z]{1,15})\b(?![._~+/=-]))[\w.~+/=-]{6,}",
        rf"\1 {MASK}",
    ),
    # `scheme://user:password@host`, `scheme://token@host`.
    (
        r"([a-zA-Z]://)(?:[^/\s:@]{0,128}:[^/\s]{0,256}|[^/\s:@]{20,256})@",
        rf"\1{MASK}@",
    ),
    # `password = "two words"`, `{"api_key": "abc"}`, `TOKEN=abc`, `--password abc`.
    (rf"(?i){_ASSIGNED}([\"'])(?:(?!\2)[^\\\r\n]|\\.){{3,}}", rf"\1\2{MASK}"),
    (rf"(?i){_ASSIGNED}(?![\"'])[^\s&\"',;]{{3,}}", rf"\1{MASK}"),
    (rf"(?i)((?<![\w-])--[\w-]{{0,40}}{_NAME}\s{{1,9}})[^\s-]\S{{2,}}", rf"\1{MASK}"),
    # A JSON Web Token; keys that say by their beginning whose they are.
    (r"\beyJ[\w-]{8,500}\.[\w-]{8,}(?:\.[\w-]*)?", MASK),
    (
        (
            r"\b(?:AKIA[0-9A-Z]{16}|gh[opsur]_\w{20,255}|github_pat_\w{20,255}"
            r"|xox[abeprs]-[\w-]{10,255}|[prs]k_(?:live|test)_\w{10,255}|g?sk[-_][\w-]{20,255})"
        ),
        MASK,
    ),
    # A private key in PEM, with its end or without.
    (r"(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)[^-]{1,20000}", rf"\1{MASK}"),
)

_NAMES_SECRET: Final = re.compile(rf"--[\w-]{{0,40}}{_NAME}", re.IGNORECASE)
"""An option whose value is the next word."""


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compiled at the first use: many commands import this room, and few redact."""
    return tuple((re.compile(pattern), mask) for pattern, mask in _SHAPES)


def forms(secret: str) -> set[str]:
    """The secret in the forms it travels in: as it is, in URLs, JSON, HTML, hex and base64.

    Base64 at each alignment: `user:secret` in a Basic header, or inside a larger document.
    """
    raw = secret.encode(errors="surrogatepass")
    escaped = json.dumps(secret)[1:-1]
    found = {
        secret,
        quote(raw, safe=""),
        quote(raw),
        quote_plus(raw),
        escaped,
        escaped.replace("/", "\\/"),
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
        html.escape(secret),
        html.escape(secret, quote=False),
        secret.replace("'", "'\\''"),
        raw.hex(),
        raw.hex().upper(),
    }
    found |= {re.sub(r"%[0-9A-F]{2}", lambda code: code[0].lower(), form) for form in found}
    for pad in range(3):
        encoded = base64.b64encode(b"\0" * pad + raw).decode()
        # The letters at either end share bits with what stands around the secret.
        start = (0, 2, 3)[pad]
        end = len(encoded.rstrip("=")) - (1 if (pad + len(raw)) % 3 else 0)
        found.add(encoded[start:end])
        found.add(encoded[start:end].replace("+", "-").replace("/", "_"))
    return {form for form in found if len(form) >= SHORTEST}


def _parts(secret: str) -> Iterator[str]:
    """The secret, without the line end of its file, and its lines: output comes line by line."""
    yield secret
    stripped = secret.strip()
    yield stripped
    lines = stripped.splitlines()
    if len(lines) > 1:
        yield "\r\n".join(lines)
        yield from (line.strip() for line in lines if len(line.strip()) >= SHORTEST_LINE)


def known_forms(secret: str) -> set[str]:
    """All that is masked for a secret, in a text or in a stream (`holder/redact.py`): each form of
    the whole, of it without its line end, and of its long lines. None of one that is too short."""
    return {form for part in _parts(secret) if len(part) >= SHORTEST for form in forms(part)}


class Redactor:
    """Replaces secrets in text; knows them by value and by shape."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = {form for secret in secrets for form in known_forms(secret)}
        longest_first = sorted(known, key=lambda form: (-len(form), form))
        values = "|".join(map(re.escape, longest_first))
        self._values = re.compile(values) if known else None
        self._everywhere = re.compile(f"(?=({values}))") if known else None

    def redact(self, text: str) -> str:
        """`text` with every known secret, and what looks like one, replaced by `***`."""
        text = self._without_values(text)
        for pattern, mask in _patterns():
            text = pattern.sub(mask, text)
        return text

    def redact_words(self, words: Iterable[str]) -> Iterator[str]:
        """The words of a command, each redacted; the one after `--password` is one altogether."""
        named = False
        for word in words:
            yield MASK if named and word and not word.startswith("-") else self.redact(word)
            named = _NAMES_SECRET.fullmatch(word) is not None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where known secrets stand, in order; those that overlap or touch are one."""
        if self._everywhere is None:
            return
        start, end = 0, 0
        for found in self._everywhere.finditer(text):
            if found.start(1) > end:
                if end:
                    yield start, end
                start = found.start(1)
            elif not end:
                start = found.start(1)
            end = max(end, found.end(1))
        if end:
            yield start, end

    def _without_values(self, text: str) -> str:
        # The plain search is fast where nothing is found, which is nearly always.
        if self._values is None or not self._values.search(text):
            return text
        kept: list[str] = []
        at = 0
        for start, end in self.spans(text):
            kept += text[at:start], MASK
            at = end
        return "".join([*kept, text[at:]])
