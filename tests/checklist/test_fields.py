import re
import tomllib

from golive_tui.checklist.fields import NAME, Field, Flag, Spec


def test_a_spec_knows_its_fields_by_name() -> None:
    field = Field(name="on", type=Flag(), help="Whether.")
    spec = Spec(name="x", help="X.", fields=(field,))
    assert spec.field("on") is field
    assert spec.field("off") is None


def test_a_name_is_one_that_needs_no_quotes() -> None:
    for name in ("server_ip", "a-b", "_", "X9"):
        assert re.fullmatch(NAME.pattern, name)
        assert tomllib.loads(f"{name} = 1") == {name: 1}
    for name in ("9a", "a.b", "", "ä", "a b"):
        assert not re.fullmatch(NAME.pattern, name)
