"""The whole promise to one customer."""

from typing import Annotated, Literal

from nachtwacht.model.scope.agreed import AcceptedWarning, ChangeWindow, Exclusion
from nachtwacht.model.scope.assets import Assets, Host
from nachtwacht.model.scope.business import Business
from nachtwacht.model.scope.customer import Customer
from nachtwacht.model.scope.forms import Name
from nachtwacht.model.scope.part import Model, key
from nachtwacht.model.scope.privacy import Privacy
from nachtwacht.model.scope.response import Permission
from nachtwacht.model.scope.service import Contact, Service
from nachtwacht.model.scope.use_cases import UseCase


class Scope(Model, frozen=True, kw_only=True):
    """The promise to one customer, profile merged in and every name resolved."""

    version: Annotated[Literal[1], key("Version of the scope language.", 1)]
    customer: Annotated[Customer, key("Who the customer is.")]
    service: Annotated[Service, key("How the service behaves around the clock.")]
    contacts: Annotated[tuple[Contact, ...], key("Who is called, in this order.")]
    business: Annotated[Business, key("Where and when the customer does business.")]
    assets: Annotated[Assets, key("Everything that the rest of the file speaks of.")]
    use_cases: Annotated[tuple[UseCase, ...], key("What we look for, and where.")]
    response: Annotated[
        tuple[Permission, ...], key("What we may do on our own. What does not stand here is never done.")
    ] = ()
    exclusions: Annotated[tuple[Exclusion, ...], key("What we agreed not to report for a while: 90 days at most.")] = ()
    change_windows: Annotated[
        tuple[ChangeWindow, ...], key("Planned work: it is noted with what we see, never a reason to hide it.")
    ] = ()
    accepted_warnings: Annotated[
        tuple[AcceptedWarning, ...], key("Warnings of `nw check` that somebody looked at and accepted for a while.")
    ] = ()
    privacy: Annotated[Privacy, key("What the law and the agreement ask.")]
    profile: Annotated[
        Name | None,
        key("A ready-made scope that this one builds on; what stands here wins.", "office", "file in scopes/profiles/"),
    ] = None

    def host(self, name: str) -> Host | None:
        """The host of that name, or None."""
        return next((host for host in self.assets.hosts if host.name == name), None)

    def expand(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Asset names for names of assets and groups, each once, in the order of the scope."""
        wanted = set(names)
        chosen = [host.name for host in self.assets.hosts if host.name in wanted or (host.group in wanted)]
        others = (name for name in self.assets.names() if name in wanted)
        return tuple(dict.fromkeys([*chosen, *others]))
