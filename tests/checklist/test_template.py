import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.checklist import condition
from golive_tui.checklist.condition import parse
from golive_tui.checklist.template import LONGEST, expand, expand_conditions, names
from golive_tui.errors import ConditionError, TemplateError
from tests.support.lookups import Values

WORLD = Values(
    values={
        "api": "https://${host}/v1",
        "host": "api.example",
        "login": "bot:${env:TOKEN}",
        "local": "${stand_in:api}",
        "a": "${b}",
        "b": "${c}",
        "c": "${a}",
        "gone": "${missing}",
        "price": "$5 or $${5}",
    },
    environment={"TOKEN": "t0p-secret", "EMPTY": ""},
    files={"/run/secrets/db pw": "hunter2", "/run/empty": ""},
    stand_ins={"api": "http://127.0.0.1:9"},
    outputs={("deploy-it", "ID"): "r-7 ${host}", ("deploy-it", "NONE"): ""},
)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("${api}/health", "https://api.example/v1/health"),
        ("${host}${host}", "api.exampleapi.example"),
        ("${local}", "http://127.0.0.1:9"),
        ("${stand_in:api}/x", "http://127.0.0.1:9/x"),
        ("v=${output:deploy-it.ID}", "v=r-7 ${host}"),
        ("plain", "plain"),
        ("$HOME $$ ^a$ $1 {x} }", "$HOME $$ ^a$ $1 {x} }"),
        ("$${api}", "${api}"),
        ("$$${host}", "$api.example"),
        ("$$$${host}", "$${host}"),
        ("$${ not closed", "${ not closed"),
        ("${price}", "$5 or ${5}"),
    ],
)
def test_a_text_is_filled_in(text: str, filled: str) -> None:
    assert expand(text, WORLD).value == filled


def test_strings_are_filled_in_however_deep_they_lie() -> None:
    value = {"url": "${api}", "${host}": [1, ("${host}", True)], "n": None}
    assert expand(value, WORLD).value == {
        "url": "https://api.example/v1",
        "${host}": [1, ("api.example", True)],
        "n": None,
    }


def test_secrets_are_named_and_do_not_show() -> None:
    expanded = expand(["${login}", "${file:/run/secrets/db pw}", "${local}"], WORLD)
    assert expanded.value == ["bot:t0p-secret", "hunter2", "http://127.0.0.1:9"]
    assert expanded.secrets == {"env:TOKEN": "t0p-secret", "file:/run/secrets/db pw": "hunter2"}
    assert "secrets" not in repr(expand("${env:TOKEN}", WORLD)).replace("t0p-secret", "")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("${nothing}", "`${nothing}` is not defined"),
        ("${gone}", "`${missing}` is not defined"),
        ("${a}", "a value holds itself: `${a}` in `${b}` in `${c}` in `${a}`"),
        ("${env:UNSET}", "`${env:UNSET}` is not set"),
        ("${env:EMPTY}", "`${env:EMPTY}` is empty"),
        ("${file:/no}", "`${file:/no}` is not set"),
        ("${file:/run/empty}", "`${file:/run/empty}` is empty"),
        ("${stand_in:ws}", "`${stand_in:ws}` has no stand-in here"),
        ("${output:deploy-it.AGE}", "`${output:deploy-it.AGE}` is not set"),
        ("${output:deploy-it.NONE}", "`${output:deploy-it.NONE}` is empty"),
        ("x ${api", "`${api` has no `}`"),
        ("${", "`${` has no `}`"),
        ("${a{b}", "`${a{b}` has no `}`"),
        ("${}", "`${}` names nothing"),
        ("${ api }", "`${ api }` names nothing"),
        ("${env:}", "`${env:}` names nothing"),
        ("${env:A-B}", "`${env:A-B}` names nothing"),
        ("${file: }", "`${file: }` names nothing"),
        ("${vault:x}", "`${vault:x}` names nothing"),
        ("${stand_in:A}", "`${stand_in:A}` names nothing"),
        ("${output:deploy-it}", "`${output:deploy-it}` names nothing"),
    ],
)
def test_what_is_not_defined_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(TemplateError) as caught:
        expand({"deep": [text]}, WORLD)
    assert caught.value.message == sentence


def test_values_that_double_each_other_do_not_grow_without_end() -> None:
    values = {f"v{n}": f"${{v{n + 1}}}" * 8 for n in range(12)} | {"v12": "x" * 50}
    with pytest.raises(TemplateError, match=f"beyond {LONGEST} characters"):
        expand("${v0}", Values(values=values))


def test_values_that_hold_each_other_too_deep_are_refused() -> None:
    values = {f"v{n}": f"${{v{n + 1}}}" for n in range(1000)}
    with pytest.raises(TemplateError, match="more than 16 deep"):
        expand("${v0}", Values(values=values))


def test_conditions_are_filled_in_and_keep_their_words() -> None:
    texts = ["answers contains '${host}'", "x in ['${host}', 2]", "y matches '^${host}$'", "z < 3"]
    filled, secrets = expand_conditions([condition.parse(text) for text in texts], WORLD)
    assert [each.text for each in filled] == texts
    assert [each.value for each in filled] == ["api.example", None, "^api.example$", 3.0]
    assert filled[1].values == ("api.example", 2.0)
    assert secrets == {}


def test_a_secret_in_a_condition_is_named() -> None:
    _, secrets = expand_conditions([condition.parse("x == '${env:TOKEN}'")], WORLD)
    assert secrets == {"env:TOKEN": "t0p-secret"}


def test_a_pattern_that_is_none_once_filled_in_is_refused() -> None:
    with pytest.raises(ConditionError, match="is no pattern"):
        expand_conditions([condition.parse("x matches '${p}'")], Values(values={"p": "("}))


def test_names_are_told_without_filling_anything_in() -> None:
    text = "${api} $${no} ${env:TOKEN} ${file:/a b} ${stand_in:ws} ${output:a-b.C} $5"
    assert names(text) == ("api", "env:TOKEN", "file:/a b", "stand_in:ws", "output:a-b.C")


_PIECES = st.lists(
    st.sampled_from(["$", "{", "}", "a", "${a}", "$${a}", "${env:T}", ":", "x y", "\n"]), max_size=8
)


@given(_PIECES)
def test_what_is_left_after_filling_in_was_escaped_or_is_no_mark(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        asked = names(text)
    except TemplateError:
        return
    world = Values(values={"a": "A"}, environment={"T": "T"})
    if set(asked) <= {"a", "env:T"}:
        filled = expand(text, world).value
        assert isinstance(filled, str)
        if "$$" not in text:
            assert "${" not in filled


@given(st.text(alphabet="${}ab:$", max_size=30))
def test_any_text_is_filled_in_or_refused(text: str) -> None:
    try:
        filled = expand(text, Values(values={"a": "A", "b": "${a}"})).value
    except TemplateError:
        return
    assert isinstance(filled, str)
    assert (filled == text) or "${" in text


def test_what_a_flow_captures_is_left_for_the_flow() -> None:
    filled = expand({"url": "${api}/${captured:id}", "expect": (parse("a == '${host}'"),)}, WORLD)
    assert isinstance(filled.value, dict)
    assert filled.value["url"] == "https://api.example/v1/${captured:id}"
    assert filled.value["expect"][0].value == "api.example"
    assert names("${captured:id}") == ("captured:id",)
    with pytest.raises(TemplateError):
        names("${captured:a-b}")


def test_what_a_command_prints_is_a_secret() -> None:
    world = Values(commands={"token": "hunter2-sesame", "none": ""})
    found = expand({"a": "Bearer ${command:token}"}, world)
    assert found.value == {"a": "Bearer hunter2-sesame"}
    assert found.secrets == {"command:token": "hunter2-sesame"}
    for name in ("none", "gone"):
        with pytest.raises(TemplateError) as raised:
            expand(f"${{command:{name}}}", world)
        assert f"its command in [secrets.{name}] must end well" in raised.value.hint
