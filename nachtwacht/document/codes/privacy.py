"""NW6xx: law, agreement and secrets."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW601",
        "error",
        "The works council has not agreed",
        "Watching people at work needs its consent (in the Netherlands WOR art. 27(1)(k) and (l)); without it we may not start.",
        "Record the consent: `{status: agreed, date: …, reference: …}`, or `not_required` where no council is.",
    ),
    Code(
        "NW602",
        "error",
        "There is no processor agreement",
        "We handle personal data for the customer, which needs a written agreement (GDPR art. 28(3)).",
        "Write its reference in `processor_agreement`.",
    ),
    Code(
        "NW603",
        "error",
        "A secret in the file",
        "The file is read by many and kept forever; a secret in it is known to all.",
        "Take it out and replace the secret itself, because it has been seen. Secrets are kept elsewhere and named here.",
    ),
)
