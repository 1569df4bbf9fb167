"""A table of our own on the gateway: drops what is in a set, before the customer's rules let it through."""

from __future__ import annotations

from nachtwacht.model.responder import responder
from nachtwacht.model.state import HostState, Render, Site, Step, Table

LOADS = "nachtwacht-nftables@inet-nachtwacht.service"
"""The unit by which the provisioning loads the table at every start of the machine."""


def steps(site: Site, render: Render) -> tuple[Step, ...]:
    """The table, then the program that puts addresses into its sets."""
    table = Table(
        family="inet",
        name="nachtwacht",
        rules=render("table.nft.j2", **site.settings),
        # What is blocked now stays blocked when the table is loaded again.
        keep_sets=("blocked", "blocked6"),
    )
    firewall = HostState(packages=("nftables", "conntrack"), tables=(table,))
    return (
        Step(name="firewall", do=firewall),
        Step(name="responder", do=responder(site, render, after=LOADS)),
    )
