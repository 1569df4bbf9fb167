"""What the customer has: networks, machines, directories, cloud accounts and applications."""

from typing import Annotated

from nachtwacht.model.scope.choices import ApplicationKind, CloudKind, Criticality, HostKind, IdentityKind, Zone
from nachtwacht.model.scope.forms import RANGE, Name
from nachtwacht.model.scope.part import Model, key


class Network(Model, frozen=True, kw_only=True):
    """A network of the customer."""

    name: Annotated[Name, key("Name of the network, as you want to speak of it.", "office-lan")]
    cidr: Annotated[str, key("The addresses in it.", "10.91.10.0/24", RANGE)]
    zone: Annotated[Zone, key("What kind of network it is.", "internal")]
    watched_by: Annotated[
        Name | None,
        key("The sensor that sees its traffic; without one we do not see it.", "sensor-1", "name of a host"),
    ] = None
    payload_readable: Annotated[
        bool, key("Whether we can see inside the traffic, or only who speaks to whom.", example=False)
    ] = False


class Host(Model, frozen=True, kw_only=True):
    """A machine of the customer, or one that we place there."""

    name: Annotated[Name, key("Name of the machine.", "ws-01")]
    kind: Annotated[HostKind, key("What the machine is.", "workstation")]
    group: Annotated[
        Name | None, key("A group that use cases and permissions can name instead of each machine.", "workstations")
    ] = None
    network: Annotated[
        Name | None,
        key("The network that it is in; may be left out when there is only one.", "office-lan", "name of a network"),
    ] = None
    criticality: Annotated[Criticality, key("How much depends on it.", "normal")] = "normal"
    never_contain: Annotated[bool, key("It is never cut off, whatever is permitted elsewhere.", example=True)] = False
    user: Annotated[
        str | None, key("Who works on it: the part of the mail address before the @.", "j.bakker", "name of an account")
    ] = None
    roams: Annotated[
        bool, key("It works mostly elsewhere, at home or on the road, where no sensor sees it.", example=True)
    ] = False
    shared_as: Annotated[
        Name | None,
        key("Only for a machine of ours that several customers share: its name, the same for each.", "soc-eu-1"),
    ] = None


class Identity(Model, frozen=True, kw_only=True):
    """A directory of users and their passwords."""

    name: Annotated[Name, key("Name of the directory.", "office-ad")]
    kind: Annotated[IdentityKind, key("What kind of directory it is.", "active_directory")]
    host: Annotated[Name, key("The host that it runs on.", "dc-01", "name of a host")]
    domain: Annotated[str, key("Its domain.", "gouden-aar.example", "domain name")]


class Cloud(Model, frozen=True, kw_only=True):
    """An account with a cloud provider."""

    name: Annotated[Name, key("Name of the account, as you want to speak of it.", "aws-prod")]
    kind: Annotated[CloudKind, key("Which cloud.", "aws")]
    account: Annotated[str, key("Number or name that the provider gave it, in quotes.", "123456789012")]
    regions: Annotated[tuple[str, ...], key("Regions in use, by the provider's names.", ["eu-west-1"])] = ()


class Application(Model, frozen=True, kw_only=True):
    """An application that keeps a log of its own, which we read."""

    name: Annotated[Name, key("Name of the application.", "payments")]
    kind: Annotated[ApplicationKind, key("How it logs.", "json_log")]
    host: Annotated[Name, key("The host that it runs on.", "fin-01", "name of a host")]
    path: Annotated[str, key("Where its log is.", "/var/log/payments/events.jsonl", "path on that host")]


class Assets(Model, frozen=True, kw_only=True):
    """All that the scope speaks of."""

    networks: Annotated[tuple[Network, ...], key("Networks of the customer.")] = ()
    hosts: Annotated[tuple[Host, ...], key("Machines: the customer's, and those that we place.")] = ()
    identities: Annotated[tuple[Identity, ...], key("Directories of users.")] = ()
    cloud: Annotated[tuple[Cloud, ...], key("Cloud accounts.")] = ()
    applications: Annotated[tuple[Application, ...], key("Applications whose own log we read.")] = ()

    def names(self) -> tuple[str, ...]:
        """Names of everything but hosts, in the order of the scope."""
        parts = (self.networks, self.identities, self.cloud, self.applications)
        return tuple(part.name for entries in parts for part in entries)
