"""Why a request is refused, in words for both languages."""

from __future__ import annotations

from typing import Any

REASONS: dict[str, dict[str, str]] = {
    "not_in_scope": {
        "nl": "{asset} staat niet in de afspraken met de klant.",
        "en": "{asset} is not in the customer's scope.",
    },
    "bad_target": {
        "nl": "'{target}' is niets waarop deze handeling kan worden uitgevoerd.",
        "en": "'{target}' is nothing that this action can be carried out on.",
    },
    "own_address": {
        "nl": "{target} hoort bij het netwerk {network} van de klant zelf.",
        "en": "{target} belongs to the customer's own network {network}.",
    },
    "not_an_endpoint": {
        "nl": "{asset} is geen werkplek of server; wie het afsluit, sluit de hele klant af.",
        "en": "{asset} is no workstation or server; to isolate it would cut the whole customer off.",
    },
    "never_contain": {
        "nl": "{asset} mag nooit worden afgesloten; dat is zo afgesproken.",
        "en": "{asset} must never be contained; the scope says so.",
    },
    "observing": {
        "nl": "Tot {until} kijken we alleen mee en doen we niets automatisch.",
        "en": "Until {until} we only observe; nothing is done automatically.",
    },
    "no_permission": {
        "nl": "De klant heeft ons hiervoor op {asset} geen toestemming gegeven.",
        "en": "The customer gave no permission for this on {asset}.",
    },
    "severity": {
        "nl": "Dit mag vanaf ernst '{floor}', en deze melding heeft ernst '{severity}'.",
        "en": "This is permitted from severity '{floor}' on, and this incident has severity '{severity}'.",
    },
    "office_hours": {
        "nl": "Dit mag alleen tijdens kantooruren.",
        "en": "This is permitted during office hours only.",
    },
    "outside_office_hours": {
        "nl": "Dit mag alleen buiten kantooruren.",
        "en": "This is permitted outside office hours only.",
    },
    "no_undo": {
        "nl": "In de toestemming staat niet na hoeveel tijd dit ongedaan wordt gemaakt.",
        "en": "The permission does not say after what time this is undone.",
    },
    "ceiling": {
        "nl": "Dit mag hoogstens {count} keer per {span}, en dat aantal is bereikt.",
        "en": "This is permitted at most {count} times per {span}, and that number has been reached.",
    },
    "needs_analyst": {
        "nl": "Een analist moet dit eerst goedkeuren.",
        "en": "An analyst has to approve this first.",
    },
    "needs_customer": {
        "nl": "De klant moet dit eerst goedkeuren.",
        "en": "The customer has to approve this first.",
    },
    "denied": {
        "nl": "{name} heeft dit afgewezen.",
        "en": "{name} refused this.",
    },
    "no_answer": {
        "nl": "Er kwam binnen {minutes} minuten geen antwoord, en dan gebeurt het niet.",
        "en": "There was no answer within {minutes} minutes, and then it is not done.",
    },
}
_SPANS = {"nl": {"hour": "uur", "day": "dag"}, "en": {"hour": "hour", "day": "day"}}
_SEVERITIES = {"low": "laag", "medium": "gemiddeld", "high": "hoog", "critical": "kritiek"}


def reason(code: str, **values: Any) -> dict[str, str]:
    """The sentence of a code in each language, its values filled in."""
    dutch = {name: _SEVERITIES.get(value, value) for name, value in values.items()}
    if "span" in values:
        dutch["span"] = _SPANS["nl"][values["span"]]
    return {"nl": REASONS[code]["nl"].format(**dutch), "en": REASONS[code]["en"].format(**values)}
