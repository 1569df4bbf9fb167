"""Cloud accounts and directories: numbers, regions and domains as their makers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nachtwacht.document.nearest import nearest
from nachtwacht.document.place import Path
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import Cloud
from nachtwacht.scope.subject import Subject

_DIGITS = re.compile(r"[0-9]{12}\Z")
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])\Z")
_REGION = re.compile(r"(?:us-gov|us-iso[bef]?|eu-isoe|[a-z]{2})-(?:central|(?:north|south)?(?:east|west)?)-[1-9]\Z")
AWS_REGIONS = frozenset(
    (
        *("us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-east-1", "us-gov-west-1", "ca-central-1"),
        *("ca-west-1", "mx-central-1", "sa-east-1", "eu-central-1", "eu-central-2", "eu-west-1", "eu-west-2"),
        *("eu-west-3", "eu-north-1", "eu-south-1", "eu-south-2", "eusc-de-east-1", "il-central-1", "me-south-1"),
        *("me-central-1", "af-south-1", "ap-east-1", "ap-east-2", "ap-south-1", "ap-south-2", "ap-southeast-1"),
        *("ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7"),
        *("ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "cn-north-1", "cn-northwest-1"),
    )
)


def accounts(subject: Subject) -> Iterator[ScopeFinding]:
    """Accounts have the shape that their cloud gives them, and stand once."""
    seen: dict[tuple[str, str], str] = {}
    for index, cloud in enumerate(subject.scope.assets.cloud):
        path = ("assets", "cloud", index, "account")
        if cloud.kind == "aws" and not _DIGITS.match(cloud.account):
            digits = re.sub(r"[\s-]", "", cloud.account)
            fix = f'"{digits}"' if _DIGITS.match(digits) else ""
            yield subject.say("NW361", path, f"'{cloud.account}' is not the twelve digits of an AWS account", fix)
        elif cloud.kind == "microsoft365" and not (_GUID.match(cloud.account) or is_domain(cloud.account)):
            message = f"'{cloud.account}' is neither the identifier nor the domain of a Microsoft 365 tenant"
            yield subject.say("NW361", path, message, _bare(cloud.account))
        first = seen.setdefault((cloud.kind, cloud.account.lower()), cloud.name)
        if first != cloud.name:
            yield subject.say("NW365", path, f"the account '{cloud.account}' already is '{first}'")


def regions(subject: Subject) -> Iterator[ScopeFinding]:
    """AWS is read in regions that exist, each once; elsewhere there are none."""
    for index, cloud in enumerate(subject.scope.assets.cloud):
        path = ("assets", "cloud", index)
        if cloud.kind == "aws":
            yield from _aws(subject, path, cloud)
        elif cloud.regions:
            message = f"'{cloud.name}' has no regions"
            yield subject.say("NW364", (*path, "regions"), message, "remove it", about=(cloud.name,))


def _aws(subject: Subject, path: Path, cloud: Cloud) -> Iterator[ScopeFinding]:
    if not cloud.regions:
        message = f"it is not said which regions of '{cloud.name}' are in use"
        yield subject.say("NW364", path, message, "regions: [eu-west-1]", about=(cloud.name,))
    for number, region in enumerate(cloud.regions):
        spot = (*path, "regions", number)
        if region in cloud.regions[:number]:
            yield subject.say("NW346", spot, f"'{region}' stands twice", "remove it", about=(cloud.name, region))
        elif region not in AWS_REGIONS:
            shaped = bool(_REGION.match(region))
            near = nearest(region.split(" ")[0], AWS_REGIONS) if not shaped else ""
            message = f"'{region}' is no region of AWS" if not shaped else f"we know no region '{region}' of AWS"
            about = (cloud.name, region) if shaped else ()
            yield subject.say("NW363" if shaped else "NW362", spot, message, near, about=about)


def directories(subject: Subject) -> Iterator[ScopeFinding]:
    """Directories have a domain of their own, and run on a server."""
    seen: dict[str, str] = {}
    for index, identity in enumerate(subject.scope.assets.identities):
        path = ("assets", "identities", index)
        first = seen.setdefault(identity.domain.lower().rstrip("."), identity.name)
        if not is_domain(identity.domain):
            message = f"'{identity.domain}' is no domain name"
            yield subject.say("NW366", (*path, "domain"), message, _bare(identity.domain))
        elif first != identity.name:
            yield subject.say("NW365", (*path, "domain"), f"the domain '{identity.domain}' already is '{first}'")
        host = subject.hosts.get(identity.host)
        if host is not None and host.kind != "server":
            message = f"'{identity.name}' would run on '{host.name}', which is a {host.kind}"
            yield subject.say("NW367", (*path, "host"), message, about=(identity.name, host.name))


def is_domain(text: str) -> bool:
    """Whether a text is a domain name in small letters (RFC 1123), of at least two parts."""
    return bool(_DOMAIN.match(text)) and len(text) <= 253  # noqa: PLR2004  Longest name of the domain name system.


def _bare(text: str) -> str:
    """The domain name in an address of a page or a mailbox, or one written in capitals; empty when there is none."""
    name = re.sub(r"^[a-z]+://|/.*$", "", text.strip().lower()).rsplit("@", 1)[-1].strip(".").replace(",", ".")
    name = re.sub(r"\s+", "", name)
    return name if is_domain(name) else ""


CHECKS = (accounts, regions, directories)
