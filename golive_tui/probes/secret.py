"""How strong a secret is, without ever telling it or anything that it could be found by."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, Spec, Text, Whole
from golive_tui.probes.kind import FactDoc, Lookout, Reach
from golive_tui.probes.settings import Given

SPEC: Final = Spec(
    name="secret",
    help="Judges how strong a secret is: its length, an estimate of its entropy, and that it is "
    "no placeholder or well-known default. Neither the value nor its digest is ever told.",
    fields=(
        Field(
            name="value",
            type=Text(template=True, pattern=r"\$\{[^{}]+\}", example="${env:JWT_SECRET}"),
            required=True,
            help="where the secret is, such as `${env:JWT_SECRET}` or `${file:secrets/jwt}`; "
            "never the secret itself",
        ),
        Field(
            name="min_length",
            type=Whole(at_least=1, at_most=10_000),
            default=32,
            help="the least number of characters",
        ),
        Field(
            name="min_entropy",
            type=Whole(at_least=1, at_most=10_000),
            default=90,
            help="the least entropy in bits, as estimated: the lesser of what its classes of "
            "characters and the frequencies of its characters allow, repetitions, runs such as "
            "abcd and common words taken off; 32 random hex digits reach 92 or more",
        ),
    ),
)

FACTS: Final = (
    FactDoc(path="length", help="the characters of it"),
    FactDoc(path="entropy_bits", help="the estimate of its entropy, in whole bits"),
    FactDoc(path="placeholder", help="whether it only holds the place of one, such as changeme"),
    FactDoc(path="well_known", help="whether it is a default that everybody knows"),
)


class Secret:
    """`kind = "secret"`."""

    name = "secret"
    spec = SPEC
    facts = FACTS
    reasons = ()
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the secret, which was read when the templates were filled in."""
        from golive_tui.probes.look.secret import SecretLookout

        given = Given(SPEC, settings)
        return SecretLookout(
            value=given.text("value"),
            min_length=given.whole("min_length"),
            min_entropy=given.whole("min_entropy"),
        )


KIND: Final = Secret()
