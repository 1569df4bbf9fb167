"""What an edit means, in words: a sentence for each kind of turn, the fields named by what they hold."""

from __future__ import annotations

from nachtwacht.model.content import Words

HEADINGS = {
    "coverage": Words(en="What we watch", nl="Waar we op letten"),
    "left_out": Words(en="What we leave out for a while", nl="Wat we een tijd buiten beschouwing laten"),
    "sharpness": Words(en="How sharply we watch", nl="Hoe scherp we kijken"),
    "response": Words(en="What we may do", nl="Wat we mogen doen"),
    "contacts": Words(en="Whom we call", nl="Wie we bellen"),
    "hours": Words(en="When the office is open", nl="Wanneer het kantoor open is"),
    "assets": Words(en="Your machines, networks and accounts", nl="Uw machines, netwerken en accounts"),
    "agreements": Words(en="Agreements and privacy", nl="Afspraken en privacy"),
}
NOTHING = Words(en="Nothing changes for the customer.", nl="Er verandert niets voor de klant.")
NEW = Words(en="This is a new customer: all of it is new.", nl="Dit is een nieuwe klant: alles is nieuw.")
GONE = Words(
    en="This customer goes: from now on we watch nothing there.",
    nl="Deze klant gaat weg: we letten daar nergens meer op.",
)
CONSENT = Words(en="needs consent", nl="vraagt akkoord")
UNSEEN = Words(en="nothing there lets us see it any more", nl="niets laat het ons daar nog zien")
UNTIL = Words(en="{first} to {last}", nl="{first} tot en met {last}")
NOBODY = Words(en="nothing", nl="niets")

MOMENTS = {
    ("office_hours", "outside_office_hours"): Words(
        en="in the hours that are office hours no longer", nl="in de uren die geen kantooruren meer zijn"
    ),
    ("outside_office_hours", "office_hours"): Words(
        en="in the hours that become office hours", nl="in de uren die kantooruren worden"
    ),
}
REACH = {
    "always": Words(en="at any hour", nl="op elk uur"),
    "office_hours": Words(en="in office hours", nl="in kantooruren"),
    "outside_office_hours": Words(en="outside office hours", nl="buiten kantooruren"),
}
WEIGHTS = {
    "normal": Words(en="a machine like others", nl="een machine als andere"),
    "important": Words(en="important", nl="belangrijk"),
    "crown_jewel": Words(en="a crown jewel", nl="een kroonjuweel"),
}
ZONES = {
    "internal": Words(en="internal network", nl="intern netwerk"),
    "dmz": Words(en="network that the internet can reach", nl="netwerk dat vanaf internet bereikbaar is"),
    "guest": Words(en="guest network", nl="gastnetwerk"),
    "industrial": Words(en="industrial network", nl="industrieel netwerk"),
}
COUNCIL = {
    "agreed": Words(en="it agreed", nl="akkoord"),
    "pending": Words(en="not answered yet", nl="nog niet geantwoord"),
    "not_required": Words(en="need not be asked", nl="hoeft niet gevraagd te worden"),
}
NIS2 = {
    "essential": Words(en="an essential entity", nl="een essentiële entiteit"),
    "important": Words(en="an important entity", nl="een belangrijke entiteit"),
    "none": Words(en="not concerned", nl="niet aangewezen"),
}
LANGUAGES = {"nl": Words(en="Dutch", nl="Nederlands"), "en": Words(en="English", nl="Engels")}
DAYS = {
    "mon": Words(en="Monday", nl="maandag"),
    "tue": Words(en="Tuesday", nl="dinsdag"),
    "wed": Words(en="Wednesday", nl="woensdag"),
    "thu": Words(en="Thursday", nl="donderdag"),
    "fri": Words(en="Friday", nl="vrijdag"),
    "sat": Words(en="Saturday", nl="zaterdag"),
    "sun": Words(en="Sunday", nl="zondag"),
}

TURNS: dict[str, Words] = {
    "exclusion_new": Words(
        en="we do not report “{use}” on {assets} from {day_from} to {day_until}: {reason} ({owner} answers for it, {approved} approved it)",
        nl="we melden “{use}” bij {assets} niet van {day_from} tot en met {day_until}: {reason} ({owner} staat ervoor in, {approved} keurde het goed)",
    ),
    "exclusion_gone": Words(
        en="we no longer leave out “{use}” on {assets} from {day_from} to {day_until}",
        nl="we laten “{use}” bij {assets} niet meer weg van {day_from} tot en met {day_until}",
    ),
    "exclusion_longer": Words(
        en="we leave out “{use}” on {assets} for longer: until {day_after} instead of {day_before}",
        nl="we laten “{use}” bij {assets} langer weg: tot en met {day_after} in plaats van {day_before}",
    ),
    "exclusion_shorter": Words(
        en="we leave out “{use}” on {assets} for less long: until {day_after} instead of {day_before}",
        nl="we laten “{use}” bij {assets} korter weg: tot en met {day_after} in plaats van {day_before}",
    ),
    "exclusion_start": Words(
        en="we leave out “{use}” on {assets} from {day_after} on, instead of {day_before}",
        nl="we laten “{use}” bij {assets} weg vanaf {day_after}, in plaats van {day_before}",
    ),
    "exclusion_joined": Words(
        en="we leave out “{use}” on {assets} as well, until {day_until}",
        nl="we laten “{use}” ook bij {assets} weg, tot en met {day_until}",
    ),
    "exclusion_left": Words(
        en="we no longer leave out “{use}” on {assets}", nl="we laten “{use}” bij {assets} niet meer weg"
    ),
    "exclusion_said": Words(
        en="why “{use}” is left out on {assets} now reads: {reason} ({owner} answers for it, {approved} approved it)",
        nl="waarom “{use}” bij {assets} wegblijft, luidt nu: {reason} ({owner} staat ervoor in, {approved} keurde het goed)",
    ),
    "window_new": Words(
        en="planned work on {assets} from {moment_from} to {moment_until}: {reason}; what we see then is marked as such",
        nl="gepland werk aan {assets} van {moment_from} tot {moment_until}: {reason}; wat we dan zien krijgt die aantekening",
    ),
    "window_new_lowering": Words(
        en="during planned work on {assets} from {moment_from} to {moment_until} ({reason}) nothing counts as worse than {severity}",
        nl="tijdens gepland werk aan {assets} van {moment_from} tot {moment_until} ({reason}) geldt niets als erger dan {severity}",
    ),
    "window_changed": Words(
        en="planned work on {assets} is now from {moment_from} to {moment_until}: {reason}; what we see then is marked as such",
        nl="gepland werk aan {assets} is nu van {moment_from} tot {moment_until}: {reason}; wat we dan zien krijgt die aantekening",
    ),
    "window_changed_lowering": Words(
        en="during planned work on {assets}, now from {moment_from} to {moment_until} ({reason}), nothing counts as worse than {severity}",
        nl="tijdens gepland werk aan {assets}, nu van {moment_from} tot {moment_until} ({reason}), geldt niets als erger dan {severity}",
    ),
    "window_gone": Words(
        en="no planned work any more on {assets} from {moment_from} to {moment_until} ({reason})",
        nl="geen gepland werk meer aan {assets} van {moment_from} tot {moment_until} ({reason})",
    ),
    "window_order": Words(
        en="during planned work on {assets}, what we see counts as less severe than before",
        nl="tijdens gepland werk aan {assets} geldt wat we zien als minder ernstig dan eerst",
    ),
    "severity_lowered": Words(
        en="“{use}” on {assets} counts as less severe: {severity_after}, was {severity_before}",
        nl="“{use}” bij {assets} geldt als minder ernstig: {severity_after}, was {severity_before}",
    ),
    "severity_raised": Words(
        en="“{use}” on {assets} counts as more severe: {severity_after}, was {severity_before}",
        nl="“{use}” bij {assets} geldt als ernstiger: {severity_after}, was {severity_before}",
    ),
    "severity_reaches": Words(
        en="“{use}” on {assets} counts as more severe: {severity_after}, was {severity_before}; from there on we may act",
        nl="“{use}” bij {assets} geldt als ernstiger: {severity_after}, was {severity_before}; vanaf daar mogen we ingrijpen",
    ),
    "threshold": Words(
        en="a setting of “{use}” on {assets} becomes {value_after}, was {value_before} ({parameter})",
        nl="een instelling van “{use}” bij {assets} wordt {value_after}, was {value_before} ({parameter})",
    ),
    "rules": Words(
        en="the rules behind “{use}” were rewritten (version {version_after}, was {version_before})",
        nl="de regels achter “{use}” zijn herschreven (versie {version_after}, was {version_before})",
    ),
    "runbook": Words(
        en="the steps that follow “{use}” were rewritten", nl="de stappen die op “{use}” volgen zijn herschreven"
    ),
    "country_added": Words(
        en="traffic with {countries} no longer counts as foreign",
        nl="verkeer met {countries} geldt niet meer als vreemd",
    ),
    "country_gone": Words(
        en="traffic with {countries} counts as foreign from now on",
        nl="verkeer met {countries} geldt voortaan als vreemd",
    ),
    "known_new": Words(
        en="the addresses {network} count as {country_after} from now on",
        nl="de adressen {network} gelden voortaan als {country_after}",
    ),
    "known_gone": Words(
        en="the addresses {network} no longer count as {country_before}; their country is looked up",
        nl="de adressen {network} gelden niet meer als {country_before}; hun land wordt opgezocht",
    ),
    "known_changed": Words(
        en="the addresses {network} count as {country_after}, no longer as {country_before}",
        nl="de adressen {network} gelden als {country_after}, niet meer als {country_before}",
    ),
    "known_order": Words(
        en="some addresses whose country we name ourselves no longer count as foreign",
        nl="sommige adressen waarvan we het land zelf noemen gelden niet meer als vreemd",
    ),
    "admin_wider": Words(
        en="a log-in to the administration is ordinary in more hours: {hours_after}, was {hours_before}",
        nl="inloggen op de administratie is in meer uren gewoon: {hours_after}, was {hours_before}",
    ),
    "admin_narrower": Words(
        en="a log-in to the administration is ordinary in fewer hours: {hours_after}, was {hours_before}",
        nl="inloggen op de administratie is in minder uren gewoon: {hours_after}, was {hours_before}",
    ),
    "admin_shifted": Words(
        en="a log-in to the administration is ordinary at other hours: {hours_after}, was {hours_before}",
        nl="inloggen op de administratie is op andere uren gewoon: {hours_after}, was {hours_before}",
    ),
    "wake_raised": Words(
        en="outside office hours we call only for {severity_after} or worse, was {severity_before} or worse",
        nl="buiten kantooruren bellen we pas vanaf {severity_after}, was vanaf {severity_before}",
    ),
    "wake_lowered": Words(
        en="outside office hours we call from {severity_after} on, was from {severity_before} on",
        nl="buiten kantooruren bellen we al vanaf {severity_after}, was vanaf {severity_before}",
    ),
    "never_contain": Words(
        en="we never cut off {assets}, whatever happens", nl="we sluiten {assets} nooit af, wat er ook gebeurt"
    ),
    "may_contain": Words(
        en="{assets} may be cut off from now on, where that is permitted",
        nl="{assets} mogen we voortaan afsluiten, waar dat is toegestaan",
    ),
    "contact_new": Words(
        en="{person} ({role}) is called {reach} from now on, and we wait {minutes}",
        nl="{person} ({role}) wordt voortaan gebeld, {reach}, en we wachten {minutes}",
    ),
    "contact_gone": Words(en="{person} ({role}) is no longer called", nl="{person} ({role}) wordt niet meer gebeld"),
    "contact_name": Words(en="{person} is now called {person_after}", nl="{person} heet nu {person_after}"),
    "contact_role": Words(
        en="the role of {person} is now {role_after}, was {role_before}",
        nl="de rol van {person} is nu {role_after}, was {role_before}",
    ),
    "contact_phone": Words(
        en="the number of {person} is now {phone_after}, was {phone_before}",
        nl="het nummer van {person} is nu {phone_after}, was {phone_before}",
    ),
    "contact_email": Words(
        en="the mail address of {person} is now {email_after}, was {email_before}",
        nl="het mailadres van {person} is nu {email_after}, was {email_before}",
    ),
    "contact_reach": Words(
        en="{person} can be called {reach_after}, was {reach_before}",
        nl="{person} is {reach_after} te bellen, was {reach_before}",
    ),
    "contact_wait": Words(
        en="for {person} we wait {minutes_after}, was {minutes_before}",
        nl="op {person} wachten we {minutes_after}, was {minutes_before}",
    ),
    "contact_order": Words(en="we call in this order: {people}", nl="we bellen in deze volgorde: {people}"),
    "nobody": Words(en="nobody can be called {moment} any more", nl="er is {moment} niemand meer te bellen"),
    "timezone": Words(
        en="every hour is an hour of {zone_after}, was {zone_before}",
        nl="elk uur is een uur van {zone_after}, was {zone_before}",
    ),
    "office_hours": Words(
        en="office hours are {days_after}, {hours_after}; were {days_before}, {hours_before}",
        nl="kantooruren zijn {days_after}, {hours_after}; waren {days_before}, {hours_before}",
    ),
    "holidays": Words(
        en="the public holidays are those of {holidays_after}, were those of {holidays_before}",
        nl="de feestdagen zijn die van {holidays_after}, waren die van {holidays_before}",
    ),
    "asset_new": Words(en="new: {assets}", nl="nieuw: {assets}"),
    "asset_gone": Words(en="gone: {assets}", nl="weg: {assets}"),
    "host_kind": Words(
        en="{assets} is now {what_after}, was {what_before}", nl="{assets} is nu {what_after}, was {what_before}"
    ),
    "host_group": Words(
        en="{assets} now in the group {group_after}, was {group_before}",
        nl="{assets} nu in de groep {group_after}, was {group_before}",
    ),
    "host_network": Words(
        en="{assets} now in the network {net_after}, was {net_before}",
        nl="{assets} nu in het netwerk {net_after}, was {net_before}",
    ),
    "host_criticality": Words(
        en="{assets} counts as {weight_after}, was {weight_before}",
        nl="{assets} geldt als {weight_after}, was {weight_before}",
    ),
    "host_roams": Words(
        en="{assets} works mostly elsewhere, where we do not see its traffic",
        nl="{assets} werkt meestal elders, waar we het verkeer niet zien",
    ),
    "host_stays": Words(
        en="{assets} works on the network from now on, where we see its traffic",
        nl="{assets} werkt voortaan op het netwerk, waar we het verkeer zien",
    ),
    "host_user": Words(
        en="{user_after} works on {assets}, was {user_before}", nl="op {assets} werkt {user_after}, was {user_before}"
    ),
    "host_shared": Words(
        en="{assets} is now shared with other customers: {shared}",
        nl="{assets} wordt nu gedeeld met andere klanten: {shared}",
    ),
    "net_range": Words(
        en="{assets} is now {cidr_after}, was {cidr_before}", nl="{assets} is nu {cidr_after}, was {cidr_before}"
    ),
    "net_zone": Words(
        en="{assets} is now: {zone_kind_after}, was: {zone_kind_before}",
        nl="{assets} is nu: {zone_kind_after}, was: {zone_kind_before}",
    ),
    "net_sensor": Words(
        en="{assets} is watched by {sensor_after}, was {sensor_before}",
        nl="{assets} wordt bekeken door {sensor_after}, was {sensor_before}",
    ),
    "net_watched": Words(
        en="{sensor_after} now sees the traffic of {assets}", nl="{sensor_after} ziet nu het verkeer van {assets}"
    ),
    "net_dark": Words(en="nothing sees the traffic of {assets} any more", nl="niets ziet het verkeer van {assets} nog"),
    "net_open": Words(
        en="we look inside the traffic of {assets}, no longer only at who speaks to whom",
        nl="we kijken in het verkeer van {assets}, niet meer alleen wie met wie praat",
    ),
    "net_closed": Words(
        en="we can no longer look inside the traffic of {assets}, only at who speaks to whom",
        nl="we kunnen niet meer in het verkeer van {assets} kijken, alleen nog wie met wie praat",
    ),
    "regions_gone": Words(
        en="we no longer look at {regions} of {assets}", nl="we kijken niet meer naar {regions} van {assets}"
    ),
    "regions_new": Words(en="we now look at {regions} of {assets}", nl="we kijken nu naar {regions} van {assets}"),
    "asset_kind": Words(en="{assets} is now another kind of thing", nl="{assets} is nu iets van een andere soort"),
    "asset_host": Words(
        en="{assets} runs on {text_after}, was {text_before}", nl="{assets} draait op {text_after}, was {text_before}"
    ),
    "asset_domain": Words(
        en="the domain of {assets} is {text_after}, was {text_before}",
        nl="het domein van {assets} is {text_after}, was {text_before}",
    ),
    "asset_account": Words(
        en="the account of {assets} is {text_after}, was {text_before}",
        nl="het account van {assets} is {text_after}, was {text_before}",
    ),
    "asset_path": Words(
        en="the log of {assets} is in {text_after}, was in {text_before}",
        nl="het logboek van {assets} staat in {text_after}, stond in {text_before}",
    ),
    "customer_id": Words(
        en="the customer is filed under {text_after}, was {text_before}",
        nl="de klant is te vinden onder {text_after}, was {text_before}",
    ),
    "customer_name": Words(
        en="the customer's name is {text_after}, was {text_before}", nl="de klant heet {text_after}, was {text_before}"
    ),
    "customer_sector": Words(
        en="the line of business is {text_after}, was {text_before}", nl="de branche is {text_after}, was {text_before}"
    ),
    "customer_contract": Words(
        en="the contract is {text_after}, was {text_before}", nl="het contract is {text_after}, was {text_before}"
    ),
    "customer_language": Words(
        en="you hear from us in {language_after}, was {language_before}",
        nl="u hoort van ons in het {language_after}, was {language_before}",
    ),
    "retention": Words(
        en="data is kept for {days_after} days, was {days_before} days",
        nl="gegevens worden {days_after} dagen bewaard, was {days_before} dagen",
    ),
    "region": Words(
        en="data stays in {region_after}, was {region_before}",
        nl="gegevens blijven in {region_after}, was {region_before}",
    ),
    "processor": Words(
        en="the processing agreement is {text_after}, was {text_before}",
        nl="de verwerkersovereenkomst is {text_after}, was {text_before}",
    ),
    "nis2": Words(
        en="under NIS2 the company is {nis_after}, was {nis_before}",
        nl="volgens NIS2 is het bedrijf {nis_after}, was {nis_before}",
    ),
    "council": Words(
        en="the works council: {council_after}, was: {council_before}",
        nl="de ondernemingsraad: {council_after}, was: {council_before}",
    ),
    "council_said": Words(
        en="the works council's decision is of {day}, reference {text}",
        nl="het besluit van de ondernemingsraad is van {day}, kenmerk {text}",
    ),
    "warning_new": Words(
        en="a known weakness is lived with until {day}: {reason} (accepted by {person})",
        nl="een bekende zwakte nemen we voor lief tot en met {day}: {reason} (geaccepteerd door {person})",
    ),
    "warning_gone": Words(
        en="a known weakness is no longer accepted: {reason}",
        nl="een bekende zwakte is niet langer geaccepteerd: {reason}",
    ),
    "warning_changed": Words(
        en="that a known weakness is lived with now reads: until {day}, {reason} (accepted by {person})",
        nl="dat we een bekende zwakte voor lief nemen, luidt nu: tot en met {day}, {reason} (geaccepteerd door {person})",
    ),
}
