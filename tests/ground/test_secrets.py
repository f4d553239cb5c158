import base64
import html
import json
import string
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.secrets import MASK, Redactor

SECRET = "s3cr3t/W0rd+42="
VISIBLE = string.ascii_letters + string.digits + string.punctuation + " "
SECRETS = st.text(alphabet=VISIBLE, min_size=6, max_size=40).filter(
    lambda text: text == text.strip()
)
AROUND = st.text(alphabet=string.ascii_letters + " .,\n", max_size=60)


@given(secret=SECRETS, before=AROUND, after=AROUND)
def test_a_known_secret_is_never_seen(secret: str, before: str, after: str) -> None:
    shown = Redactor([secret]).redact(before + secret + after)
    assert secret not in shown or secret in MASK * 14
    assert MASK in shown


@given(secret=SECRETS, before=st.binary(max_size=9), after=st.binary(max_size=9))
def test_base64_round_the_secret_does_not_hide_it(secret: str, before: bytes, after: bytes) -> None:
    packed = base64.b64encode(before + secret.encode() + after).decode()
    shown = Redactor([secret]).redact(packed)
    assert MASK in shown
    # What is left are its neighbours' letters, and at each end one or two that it shares with them.
    left = len(shown.replace(MASK, "").rstrip("="))
    assert left <= (len(before) + len(after)) * 4 / 3 + 6


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        f"x{SECRET}y",
        quote(SECRET),
        quote(SECRET, safe=""),
        quote(SECRET, safe="").replace("%2F", "%2f").replace("%2B", "%2b").replace("%3D", "%3d"),
        urlencode({"q": SECRET}),
        json.dumps({"a": SECRET}),
        json.dumps({"a": SECRET}).replace("/", "\\/"),
        html.escape(SECRET),
        SECRET.encode().hex(),
        SECRET.encode().hex().upper(),
        base64.b64encode(f"user:{SECRET}".encode()).decode(),
        base64.urlsafe_b64encode(f"us:{SECRET}".encode()).decode(),
    ],
)
def test_the_forms_in_which_a_known_secret_travels(text: str) -> None:
    shown = Redactor([SECRET]).redact(text)
    assert MASK in shown
    assert "W0rd" not in shown
    assert SECRET.encode().hex()[4:20] not in shown.lower()


def test_secrets_that_overlap_leave_nothing_of_each_other() -> None:
    redactor = Redactor(["abcdefgh", "efghijkl"])
    assert redactor.redact("<abcdefghijkl>") == f"<{MASK}>"
    assert Redactor(["aaaaaa"]).redact("<aaaaaaaaa>") == f"<{MASK}>"
    assert redactor.redact("abcdefgh abcdefgh") == f"{MASK} {MASK}"
    assert redactor.redact("abcdefgh") == MASK


def test_the_longer_of_two_secrets_goes_whole() -> None:
    assert Redactor(["secret", "secret-and-more"]).redact("<secret-and-more>") == f"<{MASK}>"


def test_a_secret_from_a_file_is_known_without_its_line_end() -> None:
    assert Redactor(["value-of-file\n"]).redact("<value-of-file>") == f"<{MASK}>"


def test_a_secret_of_several_lines_is_known_line_by_line_and_with_other_line_ends() -> None:
    key = "first-line-of-a-key\nsecond-line-of-a-key\nend\n"
    redactor = Redactor([key])
    assert redactor.redact("... second-line-of-a-key ...") == f"... {MASK} ..."
    assert redactor.redact(key.replace("\n", "\r\n")) == f"{MASK}\r\n"
    assert redactor.redact("the end") == "the end"


def test_what_is_too_short_is_no_pattern() -> None:
    assert Redactor(["", "a", "12345"]).redact("a 12345") == "a 12345"


JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Authorization: Bearer abc.def-123", "Authorization: ***"),
        ("authorization=Basic dXNlcjpwYXNz; x", "authorization=***"),
        ("Set-Cookie: sid=1; HttpOnly\r\nVary: a", "Set-Cookie: ***\r\nVary: a"),
        ('{"cookie": "sid=1"}', '{"cookie": "***'),
        ("X-Api-Key: 123", "X-Api-Key: ***"),
        ("got Bearer abcDEF123", "got Bearer ***"),
        (
            'curl -sf -H "Authorization: Bearer a b" -H \'Cookie: a="b"; c\' https://x/y && echo',
            "curl -sf -H \"Authorization: ***\" -H 'Cookie: ***' https://x/y && echo",
        ),
        ('curl -H "x-api-key: 1\\"2" u', 'curl -H "x-api-key: ***" u'),
        ('curl -H "Cookie: a="b"; c=d" u', 'curl -H "Cookie: ***'),
        ('curl -H "Cookie: a', 'curl -H "Cookie: ***'),
        ("curl -HCookie: a=b", "curl -HCookie: ***"),
        ("curl with basic dXNlcjpwYXNz", "curl with basic ***"),
        ("postgres://app:pw@db/x", "postgres://***@db/x"),
        ("postgres://app:p@ss@db/x", "postgres://***@db/x"),
        ("redis://:pw@cache:6379", "redis://***@cache:6379"),
        ("https://ghtoken0123456789abcdef@github.com/a", "https://***@github.com/a"),
        ("/login?token=abcdef&x=1", "/login?token=***&x=1"),
        ("OPENAI_API_KEY=sk-abc", "OPENAI_API_KEY=***"),
        ('{"password": "two words, and more", "x": 1}', '{"password": "***", "x": 1}'),
        ("{'client_secret': 'it\\'s'}", "{'client_secret': '***'}"),
        ("db_passwd : hunter2, ok", "db_passwd : ***, ok"),
        ("SUPABASE_SERVICE_ROLE_KEY_SECRET: abc", "SUPABASE_SERVICE_ROLE_KEY_SECRET: ***"),
        ("tool --db-password hunter2 --verbose", "tool --db-password *** --verbose"),
        (f"jwt {JWT}.", "jwt ***."),
        ("key AKIAIOSFODNN7EXAMPLE end", "key *** end"),
        ("ghp_0123456789abcdefghij", "***"),
        ("sk-proj-0123456789abcdefghij", "***"),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----",
            "-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----",
        ),
    ],
)
def test_the_shapes_of_secrets_that_nobody_named(text: str, shown: str) -> None:
    assert Redactor().redact(text) == shown


def test_the_words_of_a_command() -> None:
    words = ["curl", "-H", "Authorization: Bearer x", "--header=Cookie: a=b", "https://x/y"]
    words += ["--db-password", "two words", "--token", "--quiet", "a"]
    assert list(Redactor().redact_words(words)) == [
        *("curl", "-H", "Authorization: ***", "--header=Cookie: ***", "https://x/y"),
        *("--db-password", "***", "--token", "--quiet", "a"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "basic configuration of the bearer plates",
        "the token expired; the password was changed",
        "https://api.example.com:8443/health?page=2",
        "ssh://git@github.com/a/b",
        "mail ops@example.com at 12:30",
        "secret.unset",
        "tool --password --verbose",
        "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----",
        "HTTP 503 Service Unavailable",
    ],
)
def test_what_is_no_secret_is_left_alone(text: str) -> None:
    assert Redactor().redact(text) == text


@pytest.mark.parametrize(
    "unit",
    [
        "a", "a-", "a.", "://", "a://", "eyJ-", "eyJaaaaaaaa", "token", "token=", "password='",
        'secret="\\', "-", "--a", "bearer ", "Basic aB", "cookie:", "x:", "@", ":a@", "sk-",
        "xoxb-", "-----BEGIN PRIVATE KEY-----", "-----BEGIN ", " ", "\n", "=", "api_key\t",
    ],
)  # fmt: skip
def test_no_text_takes_for_ever(unit: str) -> None:
    """A search that grew with the square of the length would run into the suite's time limit."""
    Redactor([SECRET, "aaaaaaaaaaab"]).redact(unit * (256 * 1024 // len(unit)))
