"""An edit of each example customer that touches most of what a scope says."""

from __future__ import annotations

from msgspec.structs import replace

from nachtwacht.model.scope import AcceptedWarning, Contact, Hours, Nis2, Scope


def generous(scope: Scope) -> Scope:
    """Less is watched and more may be done, in many ways at once."""
    hosts = tuple(
        replace(host, never_contain=False, criticality="normal") if host.never_contain else host
        for host in scope.assets.hosts
    )
    people = [*scope.contacts[1:], scope.contacts[0]]
    return replace(
        scope,
        customer=replace(scope.customer, language="en" if scope.customer.language == "nl" else "nl"),
        service=replace(scope.service, wake_from="critical", observe_until=None),
        contacts=tuple(replace(one, wait_minutes=one.wait_minutes + 5) for one in people),
        business=replace(
            scope.business,
            countries=(*scope.business.countries, "US"),
            admin_hours=Hours(start="05:00", end="23:00"),
        ),
        assets=replace(scope.assets, hosts=hosts),
        use_cases=tuple(replace(case, severity="low") for case in scope.use_cases[1:]),
        response=tuple(replace(one, approval="none", at_most=None, from_severity="low") for one in scope.response),
        exclusions=tuple(replace(one, until="2027-02-01") for one in scope.exclusions),
        change_windows=tuple(replace(one, lower_to="low") for one in scope.change_windows),
        accepted_warnings=(
            AcceptedWarning(warning="NW303", reason="replaced in spring", accepted_by="b.dewit", until="2027-03-31"),
        ),
        privacy=replace(scope.privacy, retention_days=30, nis2=Nis2(class_="none")),
    )


def careful(scope: Scope) -> Scope:
    """More is watched and less may be done, and somebody else is called."""
    person = Contact(
        name="K. Nieuw", role="director", phone="+31 20 555 0199", email="k.nieuw@test.example", reach="always",
        wait_minutes=5,
    )  # fmt: skip
    office = replace(scope.service.office_hours, end="16:00", holidays="BE")
    return replace(
        scope,
        service=replace(scope.service, wake_from="low", observe_until="2027-01-01", office_hours=office),
        contacts=(person, *scope.contacts[:-1]),
        business=replace(scope.business, countries=scope.business.countries[:1], known_networks=()),
        use_cases=tuple(replace(case, severity="critical") for case in scope.use_cases),
        response=tuple(replace(one, approval="customer", wait_minutes=20) for one in scope.response[:1]),
        exclusions=(),
        change_windows=(),
        privacy=replace(scope.privacy, retention_days=365, data_region="us"),
    )


def both(scope: Scope) -> Scope:
    """Some of each: hours, a network, a group, the contract."""
    hosts = tuple(replace(host, group="elsewhere") if host.group else host for host in scope.assets.hosts[:-1])
    networks = tuple(replace(net, payload_readable=not net.payload_readable) for net in scope.assets.networks)
    first = replace(scope.contacts[0], phone="+31 20 555 0177", role="director")
    return replace(
        scope,
        customer=replace(scope.customer, timezone="Europe/London", contract="X-2027-001"),
        contacts=(first, *scope.contacts[1:]),
        assets=replace(scope.assets, hosts=hosts, networks=networks),
        exclusions=tuple(replace(one, reason="the yearly count") for one in scope.exclusions),
    )


EDITS = {"gouden-aar": generous, "open-raam": careful, "kanaalzicht": both}
