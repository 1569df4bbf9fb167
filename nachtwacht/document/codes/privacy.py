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
    Code(
        "NW604",
        "warning",
        "The works council agreed long ago",
        "After so many years it agreed to something else than is done now; or the year has a typing error.",
        "Compare the day with its decision, and ask again where the service has changed.",
    ),
    Code(
        "NW605",
        "error",
        "A word that only keeps a place",
        "What was to be filled in later never was, and ends up in reports to the customer.",
        "Write what was meant.",
    ),
    Code(
        "NW606",
        "error",
        "Not a region where data can stay",
        "The customer chose where its data stays; a word that nobody knows promises nothing.",
        "Use `eu`, or a country in small letters such as `nl`.",
    ),
    Code(
        "NW607",
        "warning",
        "Data that leaves the European Economic Area",
        "Personal data may only leave it under conditions (GDPR chapter V).",
        "Use `eu`, or accept the warning with a reference to what was arranged.",
    ),
    Code(
        "NW608",
        "warning",
        "Kept too short for the reports that the law asks",
        "Under NIS2 a final report is due a month after an incident (art. 23); by then the data would be gone.",
        "Keep at least 30 days; 90 is usual.",
    ),
    Code(
        "NW609",
        "warning",
        "Kept longer than two years",
        "Personal data is not kept longer than it is needed (GDPR art. 5(1)(e)).",
        "Write days, and at most what was agreed; 90 is usual.",
    ),
    Code(
        "NW610",
        "warning",
        "A sector that the law names, without a class",
        "For organisations in these sectors NIS2 mostly holds, with its duty to report within 24 hours.",
        "Use `class: essential` or `important`, or accept the warning for a company that is too small.",
    ),
    Code(
        "NW611",
        "warning",
        "Fifty people at work and no works council",
        "In the Netherlands a company with fifty people must have one (WOR art. 2), and it must agree.",
        "Record its consent, or accept the warning with the reason why there is none.",
    ),
)
