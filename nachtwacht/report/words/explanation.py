"""Words for what a scope names by a word of its own: kinds of things, roles, lines of business, days, severities."""

from __future__ import annotations

from nachtwacht.model.content import Words
from nachtwacht.model.scope import Day, Severity

KINDS: dict[str, Words] = {
    "workstation": Words(en="workstation|workstations", nl="werkplek|werkplekken"),
    "server": Words(en="server|servers", nl="server|servers"),
    "gateway": Words(en="gateway|gateways", nl="gateway|gateways"),
    "mail": Words(en="mail server|mail servers", nl="mailserver|mailservers"),
    "machine": Words(en="device|devices", nl="apparaat|apparaten"),
    "sensor": Words(en="sensor|sensors", nl="sensor|sensoren"),
    "runtime": Words(en="watch server|watch servers", nl="bewakingsserver|bewakingsservers"),
    "network": Words(en="network|networks", nl="netwerk|netwerken"),
    "active_directory": Words(en="user directory|user directories", nl="gebruikerslijst|gebruikerslijsten"),
    "aws": Words(en="Amazon account|Amazon accounts", nl="Amazon-account|Amazon-accounts"),
    "microsoft365": Words(
        en="Microsoft 365 account|Microsoft 365 accounts", nl="Microsoft 365-account|Microsoft 365-accounts"
    ),
    "json_log": Words(en="application|applications", nl="toepassing|toepassingen"),
}
"""One and several, of every kind of asset."""

ANYTHING = Words(en="thing|things", nl="onderdeel|onderdelen")
"""For a kind without a word of its own."""

ZONES: dict[str, Words] = {
    "internal": Words(en="for your own people", nl="voor uw eigen mensen"),
    "dmz": Words(en="that the internet can reach", nl="waar het internet bij kan"),
    "guest": Words(en="for guests", nl="voor gasten"),
    "industrial": Words(en="with machines that make or move things", nl="met machines die iets maken of bewegen"),
}

SEVERITY: dict[Severity, Words] = {
    "low": Words(en="low", nl="laag"),
    "medium": Words(en="medium", nl="gemiddeld"),
    "high": Words(en="high", nl="hoog"),
    "critical": Words(en="critical", nl="kritiek"),
}

DAYS: dict[Day, Words] = {
    "mon": Words(en="Monday", nl="maandag"),
    "tue": Words(en="Tuesday", nl="dinsdag"),
    "wed": Words(en="Wednesday", nl="woensdag"),
    "thu": Words(en="Thursday", nl="donderdag"),
    "fri": Words(en="Friday", nl="vrijdag"),
    "sat": Words(en="Saturday", nl="zaterdag"),
    "sun": Words(en="Sunday", nl="zondag"),
}

ROLES: dict[str, Words] = {
    "ceo": Words(en="managing director", nl="directeur"),
    "ciso": Words(en="head of security", nl="hoofd beveiliging"),
    "cfo": Words(en="financial director", nl="financieel directeur"),
    "cto": Words(en="technical director", nl="technisch directeur"),
    "data_protection_officer": Words(en="data protection officer", nl="functionaris gegevensbescherming"),
    "director": Words(en="director", nl="directeur"),
    "duty_engineer": Words(en="engineer on duty", nl="dienstdoend technicus"),
    "duty_manager": Words(en="manager on duty", nl="dienstdoend leidinggevende"),
    "facility_manager": Words(en="facility manager", nl="facilitair manager"),
    "finance_manager": Words(en="head of finance", nl="hoofd financiën"),
    "it_administrator": Words(en="IT administrator", nl="systeembeheerder"),
    "it_coordinator": Words(en="IT coordinator", nl="IT-coördinator"),
    "it_manager": Words(en="IT manager", nl="hoofd IT"),
    "it_supplier": Words(en="IT supplier", nl="IT-leverancier"),
    "it_on_call": Words(en="IT engineer on call", nl="IT'er van dienst"),
    "it_support": Words(en="IT support", nl="IT-ondersteuning"),
    "maintenance_engineer": Words(en="maintenance engineer", nl="onderhoudstechnicus"),
    "maintenance_manager": Words(en="head of maintenance", nl="hoofd onderhoud"),
    "managing_director": Words(en="managing director", nl="directeur"),
    "office_manager": Words(en="office manager", nl="officemanager"),
    "operations_manager": Words(en="head of operations", nl="hoofd bedrijfsvoering"),
    "operator": Words(en="operator", nl="operator"),
    "owner": Words(en="owner", nl="eigenaar"),
    "plant_manager": Words(en="plant manager", nl="fabrieksleider"),
    "privacy_officer": Words(en="privacy officer", nl="privacyfunctionaris"),
    "process_engineer": Words(en="process engineer", nl="procestechnoloog"),
    "production_manager": Words(en="head of production", nl="hoofd productie"),
    "security_manager": Words(en="head of security", nl="hoofd beveiliging"),
    "security_officer": Words(en="responsible for security", nl="verantwoordelijk voor de beveiliging"),
    "shift_leader": Words(en="shift leader", nl="ploegleider"),
    "shift_supervisor": Words(en="shift leader", nl="ploegleider"),
    "supplier": Words(en="supplier", nl="leverancier"),
    "system_administrator": Words(en="system administrator", nl="systeembeheerder"),
}
"""Roles that are often written; any other is shown as it stands."""

SECTORS: dict[str, Words] = {
    "agriculture": Words(en="agriculture", nl="de landbouw"),
    "care": Words(en="health care", nl="de zorg"),
    "construction": Words(en="construction", nl="de bouw"),
    "education": Words(en="education", nl="het onderwijs"),
    "energy": Words(en="the energy sector", nl="de energiesector"),
    "finance": Words(en="the financial sector", nl="de financiële sector"),
    "food": Words(en="the food trade", nl="de voedingssector"),
    "government": Words(en="the public sector", nl="de overheid"),
    "healthcare": Words(en="health care", nl="de zorg"),
    "hospitality": Words(en="the hospitality trade", nl="de horeca"),
    "industry": Words(en="industry", nl="de industrie"),
    "it": Words(en="information technology", nl="de IT"),
    "legal": Words(en="the legal profession", nl="de advocatuur"),
    "logistics": Words(en="logistics", nl="de logistiek"),
    "manufacturing": Words(en="manufacturing", nl="de industrie"),
    "media": Words(en="the media", nl="de media"),
    "publishing": Words(en="publishing", nl="het uitgeversvak"),
    "retail": Words(en="retail", nl="de detailhandel"),
    "transport": Words(en="transport", nl="het transport"),
    "water": Words(en="water management", nl="het waterbeheer"),
    "wholesale": Words(en="wholesale", nl="de groothandel"),
}
"""Lines of business that are often written, as they stand after "you work in"; any other is shown as it stands."""

NUMBERS = Words(
    en="no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve",
    nl="geen|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf",
)
"""Small numbers are written out."""

ORDINALS = Words(
    en="First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth",
    nl="Als eerste|Als tweede|Als derde|Als vierde|Als vijfde|Als zesde|Als zevende|Als achtste|Als negende|Als tiende",
)

UNITS: dict[str, Words] = {
    "s": Words(en="second|seconds", nl="seconde|seconden"),
    "m": Words(en="minute|minutes", nl="minuut|minuten"),
    "h": Words(en="hour|hours", nl="uur|uur"),
    "d": Words(en="day|days", nl="dag|dagen"),
}

REGIONS: dict[str, Words] = {
    "eu": Words(en="within the European Union", nl="binnen de Europese Unie"),
    "eea": Words(en="within the European Economic Area", nl="binnen de Europese Economische Ruimte"),
}
"""Where data stays, when that is no country."""
