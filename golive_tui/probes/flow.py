"""A few requests in order, as a user makes them: login, a call with the token, logout."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import (
    Conditions,
    Field,
    Flag,
    ListOf,
    MapOf,
    Spec,
    TableOf,
    Text,
)
from golive_tui.probes.kind import OVER_HTTP, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, HEADERS, SERVER_NAME, URL, VERIFY, Given

_NAME: Final = Text(pattern="[A-Za-z_][A-Za-z0-9_]*", at_most=60, example="token")

STEP: Final = Spec(
    name="flow step",
    help="One request. Its answer is judged by `expect`, over the facts of kind `http`; without "
    "it a status below 400 is wanted. Cookies go on to later steps of the same origin.",
    fields=(
        Field(
            name="name",
            type=Text(pattern="[A-Za-z_][A-Za-z0-9_-]*", at_most=60, example="login"),
            required=True,
            help="what the step is called in facts and messages",
        ),
        URL,
        Field(name="method", type=Text(example="POST"), default="GET", help="the method"),
        HEADERS,
        Field(
            name="body",
            type=Text(template=True, at_most=100_000),
            default="",
            help="what to send after the headers",
        ),
        Field(name="expect", type=Conditions(), help="conditions that must hold"),
        Field(
            name="save",
            type=MapOf(Text(example="json.access_token"), keys=_NAME),
            help="facts to hand to later steps, which have them as `${captured:NAME}`; secrets",
        ),
        Field(
            name="always",
            type=Flag(),
            default=False,
            help="whether to run it also when an earlier step has failed, to clean up; not when "
            "the time is up, nor without what it needs",
        ),
    ),
)

SPEC: Final = Spec(
    name="flow",
    help="Makes requests in order; the first one that fails says why. Redirects are not followed.",
    fields=(
        Field(
            name="steps",
            type=ListOf(TableOf(STEP), at_least=1, at_most=30),
            required=True,
            help="the requests, in order",
        ),
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="failed", help="the first step that failed; missing where none did"),
    FactDoc(path="done", help="the steps that were made, in order"),
    FactDoc(path="skipped", help="the steps that were not"),
    FactDoc(path="seconds.STEP", help="seconds that a step took"),
    FactDoc(path="statuses.STEP", help="the status of its answer"),
    FactDoc(path="saved", help="names of what was saved; never the values"),
    FactDoc(path="time", help="seconds that all of them took"),
)


class Flow:
    """`kind = "flow"`."""

    name = "flow"
    spec = SPEC
    facts = FACTS
    reasons = OVER_HTTP
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the flow."""
        from golive_tui.probes.look.flow import read_steps, see
        from golive_tui.probes.look.web import WebLookout

        given = Given(SPEC, settings)
        steps = read_steps(given.tables("steps"), STEP, given.text("server_name"))
        return WebLookout(given, reach, lambda web: see(web, steps))


KIND: Final = Flow()
