import base64
import json
from itertools import pairwise
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.holder.redact import StreamRedactor

SECRET = "hunter2/and+more"
LETTERS = st.text("abc", min_size=6, max_size=9)


def chunks(data: bytes, cuts: list[int]) -> list[bytes]:
    at = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[start:stop] for start, stop in pairwise(at)]


def passed(secrets: list[str], parts: list[bytes]) -> bytes:
    redactor = StreamRedactor(secrets)
    return b"".join([*(redactor.feed(part) for part in parts), redactor.finish()])


@given(
    secrets=st.lists(LETTERS, min_size=1, max_size=3),
    pieces=st.lists(st.text("abc ", max_size=6) | st.integers(0, 2), max_size=12),
    cuts=st.lists(st.integers(0, 200), max_size=10),
)
def test_chunks_make_no_difference_and_no_secret_passes(
    secrets: list[str], pieces: list[str | int], cuts: list[int]
) -> None:
    text = "".join(p if isinstance(p, str) else secrets[p % len(secrets)] for p in pieces)
    whole = passed(secrets, [text.encode()])
    assert passed(secrets, chunks(text.encode(), cuts)) == whole
    assert not [secret for secret in secrets if secret.encode() in whole]
    if not any(secret in text for secret in secrets):
        assert whole == text.encode()


@pytest.mark.parametrize(
    "written",
    [
        SECRET,
        quote(SECRET, safe=""),
        json.dumps(SECRET),
        SECRET.encode().hex(),
        base64.b64encode(SECRET.encode()).decode(),
        base64.b64encode(b"u:" + SECRET.encode()).decode(),
        base64.urlsafe_b64encode(b"a:" + SECRET.encode() + b"!").decode(),
    ],
)
def test_every_form_of_a_secret_is_masked_wherever_it_is_cut(written: str) -> None:
    text = f"<{written}>".encode()
    for cut in range(len(text)):
        out = passed([SECRET], [text[:cut], text[cut:]])
        assert b"***" in out
        assert written.encode() not in out
        assert len(out) <= 3 + 9  # what stands beside it in the same letters


def test_a_prompt_is_seen_at_once() -> None:
    redactor = StreamRedactor([SECRET])
    assert redactor.feed(b"Password: ") == b"Password: "
    assert redactor.feed(b"Pass a h") == b"Pass a "  # the h may be the beginning of it
    assert redactor.feed(b"at") == b"hat"


def test_a_secret_that_continues_another_leaves_no_rest() -> None:
    secrets = ["token-1", "token-1-prod-key"]
    assert passed(secrets, [b"token-1", b"-prod-key."]) == b"***."
    assert passed(secrets, [b"token-1", b"-prod-cat."]) == b"***-prod-cat."
    assert passed(["abcdef", "defghi"], [b"abcdef", b"ghi"]) == b"***"
    assert passed(["abcdef", "defghi"], [b"abcde", b"fgh", b"i", b"abcdef"]) == b"******"


def test_a_run_that_never_ends_is_not_held_back_for_ever() -> None:
    redactor = StreamRedactor(["aaaaaa"])
    out = b"".join(redactor.feed(b"a" * 1000) for _ in range(20))
    assert len(redactor._held) < 6
    assert (out + redactor.finish(), redactor.masked) == (b"***", 1)


def test_a_key_of_many_lines_is_masked_as_a_terminal_writes_it_and_line_by_line() -> None:
    key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\n9w0B\n-----END KEY-----\n"
    crlf = key.replace("\n", "\r\n").encode()
    assert passed([key], [crlf[:40], crlf[40:]]) == b"***\r\n"
    assert passed([key], [b"  MIIEvQIBADANBgkqhkiG |"]) == b"  *** |"


def test_a_secret_that_is_too_short_is_no_pattern() -> None:
    assert passed(["abc", ""], [b"abc abc"]) == b"abc abc"


def test_masks_are_counted_and_a_secret_can_be_learnt_on_the_way() -> None:
    redactor = StreamRedactor()
    assert redactor.feed(b"typed-in") == b"typed-in"
    redactor.add("typed-in")
    assert redactor.feed(b"typed-in and typed-in") == b"*** and ***"
    assert redactor.masked == 2
