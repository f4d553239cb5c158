import secrets

import pytest

from golive_tui.probes.look.placeholders import is_placeholder


@pytest.mark.parametrize(
    "value",
    ["changeme", "CHANGE_ME", "change-this-in-production", "<password>", "<your key>",
     "your-api-key",
     "YOUR_SUPABASE_URL", "https://your-project.supabase.co", "postgres://app:<password>@db/x",
     "${JWT_SECRET}", "{{ jwt }}", "xxx", "...", "***", "TODO", "todo: ask ana", "tbd", "undefined",
     "null", "placeholder", "insert-key-here", "sk-changeme-1", "[object Object]", " changeme\n"],
)  # fmt: skip
def test_what_holds_the_place_of_a_value_is_told(value: str) -> None:
    assert is_placeholder(value)


@pytest.mark.parametrize(
    "value",
    ["production", "true", "0", "3000", "https://api.flowmind.app", "postgres://app:p4@db:5432/x",
     "https://yours.example", "tourism", "exchange", "a<b", "todos", "https://api.example.com",
     "eyJhbGciOiJIUzI1NiJ9.e30.abc", "$2b$12$abcdef", "nullable"],
)  # fmt: skip
def test_a_value_is_none(value: str) -> None:
    assert not is_placeholder(value)


def test_random_values_are_none() -> None:
    assert not any(is_placeholder(secrets.token_urlsafe(32)) for _ in range(500))
    assert not any(is_placeholder(secrets.token_hex(32)) for _ in range(500))
