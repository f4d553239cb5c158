"""Environment variables: are they all set, and to more than what holds a value's place."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, ListOf, MapOf, Spec, Text
from golive_tui.errors import InputError
from golive_tui.probes.kind import FactDoc, Lookout, Reach
from golive_tui.probes.settings import REHEARSE, Given

_NAME: Final = Text(pattern="[A-Za-z_][A-Za-z0-9_]*", at_most=100, example="DATABASE_URL")

SPEC: Final = Spec(
    name="env",
    help="Looks whether environment variables are set, not empty and no placeholders such as "
    "`changeme`, `<password>` or `your-api-key`: those of a platform, told by a command such as "
    '`run = ["railway", "variables", "--kv"]`, those of a dotenv `file`, or else those of the '
    "engine itself. No value is ever shown.",
    fields=(
        Field(
            name="names",
            type=ListOf(_NAME, at_least=1, or_one=True),
            required=True,
            help="the variables that must be set",
        ),
        Field(
            name="equals",
            type=MapOf(Text(template=True), keys=_NAME),
            help='what some of them must be, such as `{ NODE_ENV = "production" }`',
        ),
        Field(
            name="strong",
            type=ListOf(_NAME, or_one=True),
            default=(),
            help="secrets among them that must be strong, as kind `secret` judges by default",
        ),
        Field(
            name="run",
            type=ListOf(Text(template=True, example="railway"), or_one=True),
            default=(),
            help="a program and its arguments that prints `NAME=VALUE` lines or a JSON object",
        ),
        REHEARSE,
        Field(
            name="cwd",
            type=Text(template=True, example="backend"),
            default="",
            help="where it runs, from the launch's directory",
        ),
        Field(
            name="env",
            type=MapOf(Text(template=True, example="${env:RAILWAY_TOKEN}")),
            help="its own environment, beside PATH, HOME and LANG",
        ),
        Field(
            name="file",
            type=Text(template=True, example=".env.production"),
            default="",
            help="a dotenv file, from the launch's directory",
        ),
    ),
)

FACTS: Final = (
    FactDoc(path="source", help="engine, command or file"),
    FactDoc(path="wanted", help="how many were asked for"),
    FactDoc(path="good", help="how many of them are set to something"),
    FactDoc(path="missing", help="the names that are not set"),
    FactDoc(path="empty", help="the names that are set to nothing"),
    FactDoc(path="placeholders", help="the names whose value only holds the place of one"),
    FactDoc(path="differing", help="the names that are not what `equals` says"),
    FactDoc(path="weak", help="the names whose secret is not strong"),
    FactDoc(path="variable.NAME.set", help="whether it is set"),
    FactDoc(path="variable.NAME.length", help="the characters of its value; never the value"),
)


class Env:
    """`kind = "env"`."""

    name = "env"
    spec = SPEC
    facts = FACTS
    reasons = ("cmd",)
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the variables."""
        from golive_tui.probes.look.env import EnvLookout
        from golive_tui.probes.look.rehearsed import command_of

        given = Given(SPEC, settings)
        names, equals = given.texts("names"), given.table("equals")
        argv, file = given.texts("run"), given.text("file").strip()
        if not names:
            raise InputError("env: `names` names no variable")
        if argv and file:
            raise InputError("env: either `run` or `file` tells the variables, not both")
        return EnvLookout(
            names=tuple(dict.fromkeys([*names, *equals, *given.texts("strong")])),
            equals=equals,
            strong=given.texts("strong"),
            argv=command_of("env", argv, given.texts("rehearse"), reach) if argv else (),
            cwd=given.text("cwd"),
            env=given.table("env"),
            file=file,
            reach=reach,
        )


KIND: Final = Env()
