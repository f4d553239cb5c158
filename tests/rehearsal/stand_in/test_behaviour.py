import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import InputError
from golive_tui.rehearsal.stand_in.behaviour import KEYS, Behaviour, Page, changed
from golive_tui.text import clean

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def refusal(settings: dict[str, object]) -> str:
    with pytest.raises(InputError) as caught:
        changed(Behaviour(), settings)
    return caught.value.message


def test_settings_are_read_with_their_units() -> None:
    behaviour = changed(
        Behaviour(),
        {
            "health": "degraded",
            "database": "unhealthy",
            "external_apis": {"openai": "unhealthy"},
            "memory_used_ratio": "92%",
            "version": "2.5.0",
            "extra_latency": "1.2s",
            "error_ratio": "6%",
            "ws_refused": "100%",
            "network": "refused",
            "jitter": "250ms",
            "drip": "100ms",
            "flap": "30s",
            "ws_drop": "1011",
        },
    )
    assert behaviour.health == "degraded"
    assert behaviour.external_apis["openai"] == "unhealthy"
    assert behaviour.external_apis["groq"] == "healthy"
    assert behaviour.memory_used_ratio == 0.92
    assert behaviour.extra_latency == 1.2
    assert behaviour.error_ratio == 0.06
    assert behaviour.ws_refused == 1.0
    assert behaviour.network == "refused"
    assert (behaviour.jitter, behaviour.drip, behaviour.flap) == (0.25, 0.1, 30)
    assert behaviour.ws_drop == 1011


def test_null_and_the_empty_word_give_a_figure_back_to_the_simulation() -> None:
    told = Behaviour(health="unhealthy", memory_used_ratio=0.9)
    for nothing in (None, ""):
        behaviour = changed(told, {"health": nothing, "memory_used_ratio": nothing})
        assert behaviour == Behaviour()


def test_a_status_is_found_by_site_and_path() -> None:
    behaviour = changed(
        Behaviour(), {"status": {"/health": 503, "*": 502, "citypulse:/env.js": 404}}
    )
    assert behaviour.status_for("api", "/health") == 503
    assert behaviour.status_for("api", "/api/v1/info") == 502
    assert behaviour.status_for("citypulse", "/env.js") == 404
    assert behaviour.status_for("citypulse", "/") is None
    assert behaviour.figures_status == 502


def test_a_status_for_one_path_is_no_outage_of_the_figures() -> None:
    assert changed(Behaviour(), {"status": {"/health": 503}}).figures_status is None
    assert changed(Behaviour(), {"status": {"*": 404}}).figures_status is None


def test_an_unknown_key_is_told_with_the_nearest_one() -> None:
    assert refusal({"helth": "x"}) == "helth: no such key; did you mean health?"
    assert ", ".join(KEYS) in refusal({"zzzzzz": 1})


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"health": 1}, "health: must be a word"),
        ({"health": "x" * 41}, "at most 40 characters"),
        ({"health": "\x1b[31m"}, "must be a word"),
        ({"error_ratio": 0.06}, "must be a text with a unit"),
        ({"error_ratio": "6"}, "is not a percentage"),
        ({"error_ratio": "101%"}, "at most 100%"),
        ({"extra_latency": "2h"}, "at most 10:00"),
        ({"status": {"/health": 200}}, "an HTTP status from 400 to 599"),
        ({"status": {"/health": True}}, "an HTTP status from 400 to 599"),
        ({"status": {"health": 503}}, "is no path"),
        ({"status": {":/health": 503}}, "is no path"),
        ({"status": "503"}, "must be a table"),
        ({"network": "slow"}, "must be one of open, refused, hang, cut-off"),
        ({"ws_drop": 1006}, "a close code from 1000 to 4999 that may be sent"),
        ({"ws_drop": "x"}, "a close code from 1000 to 4999 that may be sent"),
        ({"status": {f"/{number}": 503 for number in range(65)}}, "at most 64 entries"),
        ({"external_apis": {"opnai": "unhealthy"}}, "is not one of openai"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(settings: dict[str, object], told: str) -> None:
    assert told in refusal(settings)


def test_every_bad_key_is_told_at_once_and_none_is_taken() -> None:
    told = refusal({"database": "unhealthy", "redis": 1, "ws_refused": "x"})
    assert "redis:" in told
    assert "ws_refused:" in told
    assert "database" not in told


def outcome(settings: dict[str, object]) -> Behaviour | str:
    try:
        return changed(Behaviour(), settings)
    except InputError as error:
        return error.message


@given(st.dictionaries(st.sampled_from(KEYS) | st.text(), JSON, max_size=4))
def test_hostile_settings_are_refused_or_taken_but_never_break(settings: dict[str, object]) -> None:
    match outcome(settings):
        case str(message):
            assert message == clean(message, len(message))
        case behaviour:
            assert 0 <= behaviour.error_ratio <= 1
            assert 0 <= behaviour.extra_latency <= 600


def test_a_frontend_is_built_as_told_and_the_others_as_ever() -> None:
    told = changed(Behaviour(), {"frontends": {"quantum": {"mock": True, "api": False}}})
    assert (told.page("quantum").mock, told.page("quantum").api) == (True, False)
    assert told.page("velocity") == Page()
    assert "is not one of flowmind" in refusal({"frontends": {"other": {}}})
    assert "true or false for mock, api" in refusal({"frontends": {"quantum": {"mock": "yes"}}})
    assert "true or false for mock, api" in refusal({"frontends": {"quantum": {"mok": True}}})
