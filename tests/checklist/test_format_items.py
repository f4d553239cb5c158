from msgspec.structs import fields

from golive_tui.checklist.format_items import ITEM, SECTION, STAGE, STEP_FIELDS
from golive_tui.checklist.model import Item, Section, Stage, Step
from tests.checklist.checklists import WHOLE, told


def test_a_step_has_the_keys_of_the_model() -> None:
    assert {field.name for field in STEP_FIELDS} == {field.name for field in fields(Step)}


def test_an_item_has_the_keys_of_the_model() -> None:
    own = {field.name for field in ITEM.fields} - {field.name for field in STEP_FIELDS}
    model = {field.name for field in fields(Item)} - {"step", "line", "items", "checks"}
    assert own == model | {"item", "check"}


def test_stages_and_sections_have_the_keys_of_the_model() -> None:
    for spec, model, holds in ((STAGE, Stage, "section"), (SECTION, Section, "item")):
        names = {field.name for field in fields(model)} - {"line", f"{holds}s"}
        assert {field.name for field in spec.fields} == names | {holds}


def test_names_of_variables_are_those_of_a_shell() -> None:
    text = WHOLE + 'run = ["x"]\nenv = { "A-B" = "1" }\noutputs = ["2C"]\n'
    assert told(text) == [
        (
            'stage[1].section[1].item[1].env.A-B: the key: "A-B" does not fit here; '
            'such as "NODE_ENV"'
        ),
        'stage[1].section[1].item[1].outputs[1]: "2C" does not fit here; such as "NODE_ENV"',
    ]
