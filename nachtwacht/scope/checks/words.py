"""Words that are used everywhere for roles, sectors and mailboxes: none is required, a near-miss is pointed out."""

from __future__ import annotations

ROLES = (
    *("security_officer", "chief_information_security_officer", "information_security_officer", "privacy_officer"),
    *("data_protection_officer", "risk_manager", "compliance_officer", "security_manager", "security_analyst"),
    *(
        "it_manager",
        "ict_manager",
        "it_administrator",
        "it_support",
        "it_coordinator",
        "it_director",
        "it_service_desk",
    ),
    *("system_administrator", "systems_administrator", "network_administrator", "network_engineer", "administrator"),
    *("service_desk", "helpdesk", "operations_manager", "office_manager", "plant_manager", "production_manager"),
    *("facility_manager", "maintenance_engineer", "process_engineer", "shift_leader", "control_room", "operator"),
    *("owner", "director", "managing_director", "general_manager", "finance_manager", "financial_director"),
    *("chief_executive_officer", "chief_information_officer", "chief_financial_officer", "chief_technology_officer"),
    *("deputy", "secretary", "assistant", "manager", "duty_manager", "duty_officer", "night_porter", "receptionist"),
    *("eigenaar", "directeur", "beheerder", "systeembeheerder", "netwerkbeheerder", "functioneel_beheerder"),
    *("beveiligingsfunctionaris", "teamleider", "locatiemanager", "bedrijfsleider", "storingsdienst", "portier"),
)

SECTORS = (
    *("food", "retail", "energy", "transport", "banking", "finance", "financial_services", "insurance", "health"),
    *("healthcare", "care", "water", "drinking_water", "waste_water", "digital_infrastructure", "government"),
    *("public_administration", "education", "manufacturing", "industry", "chemicals", "construction", "agriculture"),
    *("logistics", "postal_services", "waste_management", "research", "software", "hospitality", "tourism", "media"),
    *("legal", "accountancy", "consultancy", "real_estate", "telecommunications", "space", "aviation", "shipping"),
    *("pharmaceuticals", "wholesale", "horticulture", "metalworking", "engineering", "charity", "housing"),
    *("voedsel", "zorg", "onderwijs", "overheid", "industrie", "bouw", "vervoer", "landbouw", "tuinbouw", "handel"),
)

LISTED_BY_NIS2 = frozenset(
    (
        *("energy", "transport", "banking", "health", "healthcare", "water", "drinking_water", "waste_water"),
        *("digital_infrastructure", "government", "public_administration", "space", "aviation", "shipping"),
        *("zorg", "overheid", "energie", "drinkwater", "vervoer"),
    )
)
"""Sectors of high criticality: Directive (EU) 2022/2555, annex I."""

MAIL_DOMAINS = (
    *("gmail.com", "hotmail.com", "outlook.com", "icloud.com", "yahoo.com", "live.nl", "ziggo.nl", "kpnmail.nl"),
    *("xs4all.nl", "planet.nl", "hotmail.nl", "protonmail.com", "proton.me"),
)

PLACEHOLDERS = frozenset(
    (
        *(
            "",
            "-",
            "--",
            "?",
            "??",
            "???",
            ".",
            "..",
            "...",
            "…",
            "tbd",
            "tba",
            "todo",
            "to do",
            "fixme",
            "xxx",
            "xx",
            "x",
        ),
        *(
            "none",
            "no",
            "pending",
            "n/a",
            "na",
            "open",
            "unknown",
            "later",
            "test",
            "foo",
            "bar",
            "asdf",
            "placeholder",
        ),
        *("volgt", "volgt nog", "nog in te vullen", "in te vullen", "n.t.b.", "ntb", "n.t.b", "nvt", "n.v.t.", "n.v.t"),
        *("nog niet", "onbekend", "geen", "nee", "later", "invullen", "nader te bepalen", "to be determined"),
        *("to be decided", "to be confirmed", "tbc", "fill in", "fill me in", "changeme", "change me", "example"),
        *("your name", "name", "naam", "reason", "reden", "reference", "contract", "lorem ipsum", "null", "none yet"),
    )
)
"""What people write where they do not know yet."""
