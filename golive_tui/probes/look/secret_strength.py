"""How hard a secret is to guess, estimated from above: what looks weak is weak, what looks strong
may be weak all the same (the name of a dog in base64).

The estimate is the lesser of two, over the secret without its repetitions, runs and common words:
- characters x log2 of the alphabet, which is the sum of the classes that occur in it: 10 digits
  (16 of hex if nothing else occurs), 26 small and 26 capital letters, 33 others of ASCII, 100 more;
- characters x Shannon's entropy of their frequencies (H = -sum p log2 p), with the correction of
  Miller and Madow for short texts: + (k - 1) / 2n nats for k different ones among n.
32 random hex digits have 128 bits, and 92 or more here (100,000 were tried).
"""

import math
import re
import string
from collections import Counter
from typing import Final

LONGEST: Final = 10_000
"""Characters that are looked at: more make no secret stronger."""

_WELL_KNOWN: Final = frozenset(
    """
    secret supersecret topsecret mysecret mysupersecret jwtsecret jwtsecretkey secretkey appsecret
    yoursecret yoursecretkey yourjwtsecret your256bitsecret yoursupersecret
    password passwd pass passw0rd p4ssw0rd admin administrator root test testing dev development
    staging production default guest user demo letmein welcome qwerty qwertz asdf abc iloveyou
    keyboardcat shhhhh notasecret donttellanyone s3cr3t supersecretkey verysecret
    postgres mysql redis mongo rabbitmq minio minioadmin jenkins grafana supabase
    superjwtsecret supersecretjwttokenwithatleast32characterslong
    """.split()  # noqa: SIM905 - a list that people read
)
"""Defaults of tools, of their documentation and of people, without signs and digits at the end."""

_WORDS: Final = re.compile(
    r"(?i)secret|password|passwd|token|jwt|api|key|super|change|prod(?:uction)?|staging|develop(?:ment)?"
    r"|admin|root|user|test|default|flow|mind|launch|backend|server|service|company|welcome|qwert[yz]"
    r"|letmein|private|public|access|auth|this|that|very|long|char(?:acter)?s?|with|least|should|must"
)
"""Words of which secrets that people make up are made; each counts as one character."""

_CLASSES: Final = (string.digits, string.ascii_lowercase, string.ascii_uppercase)
_SIGNS: Final = 33
_BEYOND: Final = 100


def is_well_known(secret: str) -> bool:
    """Whether it is a default that everybody knows: `Secret-123!` is `secret`."""
    plain = re.sub(r"[^a-z0-9]", "", secret[:LONGEST].lower())
    return plain in _WELL_KNOWN or plain.rstrip(string.digits) in _WELL_KNOWN


def entropy(secret: str) -> float:
    """Bits, estimated as the module says; 0 for an empty one."""
    text = _condensed(secret[:LONGEST])
    return min(len(text) * math.log2(_alphabet(secret)), _shannon(text)) if text else 0.0


def _condensed(secret: str) -> str:
    """The secret without what adds nothing: its repetitions, runs and common words."""
    period = (secret + secret).find(secret, 1) if secret else 0
    text = _WORDS.sub("w", secret[:period])
    # A character one above, one below or equal to the one before goes on with a run.
    return "".join(
        each
        for at, each in enumerate(text)
        if at < 2 or not _runs(text[at - 2], text[at - 1], each)
    )


def _runs(one: str, two: str, three: str) -> bool:
    step = ord(two) - ord(one)
    return abs(step) <= 1 and ord(three) - ord(two) == step


def _alphabet(text: str) -> int:
    if all(each in string.digits + "abcdef" for each in text.lower()):
        return 10 if text.isdigit() else 16
    size = sum(len(group) for group in _CLASSES if any(each in group for each in text))
    size += _SIGNS if any(each in string.punctuation + " " for each in text) else 0
    size += _BEYOND if not text.isascii() else 0
    return max(size, 2)


def _shannon(text: str) -> float:
    length = len(text)
    counts = Counter(text).values()
    plain = -sum(count * math.log2(count / length) for count in counts)
    return plain + (len(counts) - 1) / 2 * math.log2(math.e)
