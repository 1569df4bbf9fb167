"""Words about response rights: what we may do, to what, when, and after whose consent."""

from __future__ import annotations

from collections.abc import Collection

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "gained": "we will watch for “{title}” on {asset}",
        "lost": "we will no longer watch for “{title}” on {asset}",
        "may now": "we may now {what} {when}: {how}",
        "no longer": "we may no longer {what} {when}",
        "otherwise": "we may {what} {when}: {changed}",
        "starts": "automatic response begins on {after} instead of {before}",
        "starts now": "we may act at once; until now we would only report until {before}",
        "starts later": "we only report until {after}, and do nothing automatically before then",
        "always": "at any hour",
        "office_hours": "in office hours",
        "outside_office_hours": "outside office hours",
        "approval none": "without asking",
        "approval analyst": "when our analyst agrees",
        "approval customer": "when you agree",
        "from": "from severity {}",
        "low": "low",
        "medium": "medium",
        "high": "high",
        "critical": "critical",
        "undone": "undone after {}",
        "never": "never",
        "was": "was:",
        "and": " and ",
        "waiting": "we wait {} minutes for an answer",
        "shared less": "the ceiling is counted over fewer or other assets than before",
        "no ceiling": "as often as needed",
        "per hour": "at most {} times an hour",
        "per day": "at most {} times a day",
        "silence deny": "not done when nobody answers",
        "silence allow": "also done when nobody answers",
        "unit s": "second|seconds",
        "unit m": "minute|minutes",
        "unit h": "hour|hours",
        "unit d": "day|days",
        "kind workstation": "workstation|workstations",
        "kind server": "server|servers",
        "kind gateway": "gateway|gateways",
        "kind mail": "mail server|mail servers",
        "kind sensor": "sensor|sensors",
        "kind runtime": "runtime host|runtime hosts",
        "kind asset": "asset|assets",
        "isolate_endpoint": "isolate {on}",
        "block_destination": "block traffic to an address outside on {on}",
        "disable_user": "block a user in {on}",
        "other": "{action} on {on}",
    },
    "nl": {
        "gained": "we gaan letten op “{title}” bij {asset}",
        "lost": "we letten niet meer op “{title}” bij {asset}",
        "may now": "we mogen voortaan {what}, {when}: {how}",
        "no longer": "we mogen niet meer {what}, {when}",
        "otherwise": "we mogen {what}, {when}: {changed}",
        "starts": "automatisch ingrijpen begint op {after} in plaats van op {before}",
        "starts now": "we mogen meteen ingrijpen; tot nu toe zouden we tot {before} alleen melden",
        "starts later": "we melden alleen, en doen tot {after} niets automatisch",
        "always": "op elk uur",
        "office_hours": "in kantooruren",
        "outside_office_hours": "buiten kantooruren",
        "approval none": "zonder te vragen",
        "approval analyst": "als onze analist akkoord is",
        "approval customer": "als u akkoord bent",
        "from": "vanaf ernst {}",
        "low": "laag",
        "medium": "midden",
        "high": "hoog",
        "critical": "kritiek",
        "undone": "na {} teruggedraaid",
        "never": "nooit",
        "was": "was:",
        "and": " en ",
        "waiting": "we wachten {} minuten op een antwoord",
        "shared less": "het maximum telt over minder of andere onderdelen dan eerst",
        "no ceiling": "zo vaak als nodig",
        "per hour": "ten hoogste {} keer per uur",
        "per day": "ten hoogste {} keer per dag",
        "silence deny": "niet als niemand antwoordt",
        "silence allow": "ook als niemand antwoordt",
        "unit s": "seconde|seconden",
        "unit m": "minuut|minuten",
        "unit h": "uur|uur",
        "unit d": "dag|dagen",
        "kind workstation": "werkplek|werkplekken",
        "kind server": "server|servers",
        "kind gateway": "gateway|gateways",
        "kind mail": "mailserver|mailservers",
        "kind sensor": "sensor|sensoren",
        "kind runtime": "bewakingsserver|bewakingsservers",
        "kind asset": "onderdeel|onderdelen",
        "isolate_endpoint": "{on} afzonderen",
        "block_destination": "op {on} verkeer naar een adres buiten blokkeren",
        "disable_user": "in {on} een gebruiker blokkeren",
        "other": "{action} uitvoeren op {on}",
    },
}


def action(name: str, on: str, language: str) -> str:
    """An action on something, as part of a sentence."""
    phrases = PHRASES[language]
    return phrases.get(name, phrases["other"]).format(on=on, action=name.replace("_", " "))


def hours(parts: Collection[str], language: str) -> str:
    """The part of the day; both parts together are every hour."""
    both = len(set(parts)) > 1
    return PHRASES[language]["always" if both else next(iter(parts))]
