"""NW36x: cloud accounts, directories and applications."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW361",
        "error",
        "Not the number or name of a cloud account",
        "With a wrong account nothing is received, or somebody else's data.",
        "For AWS write the twelve digits in quotes; for Microsoft 365 the tenant's identifier or its domain.",
    ),
    Code(
        "NW362",
        "error",
        "Not a region of that cloud",
        "What happens in a region that is not named is not seen.",
        "Write the region as the cloud does, such as `eu-west-1`.",
    ),
    Code(
        "NW363",
        "warning",
        "A region that we do not know",
        "It has the right shape but is in no list of ours; it may be new, or a number that is one off.",
        "Compare it with the customer's own list.",
    ),
    Code(
        "NW364",
        "warning",
        "Regions that are missing or have no meaning here",
        "An AWS account is read region by region, so without one nothing is read; Microsoft 365 has none.",
        "Name the regions in use for AWS; leave them out elsewhere.",
    ),
    Code(
        "NW365",
        "error",
        "The same account or domain twice",
        "Everything in it would be counted and reported twice.",
        "Keep one of the two, or correct the other.",
    ),
    Code(
        "NW366",
        "error",
        "Not a domain name",
        "Users and mail are recognised by the domain; with a wrong one, nobody is.",
        "Write the name alone, in lower case: `gouden-aar.example`.",
    ),
    Code(
        "NW367",
        "warning",
        "A directory on a machine that is no server",
        "A directory of users runs on a server; the name is probably that of another machine.",
        "Name the server in `host`.",
    ),
    Code(
        "NW368",
        "error",
        "Not the path of a log",
        "The path names one file, from the root; what can be bent to another file is not read.",
        "Write the whole path, such as `/var/log/payments/events.jsonl`.",
    ),
    Code(
        "NW369",
        "error",
        "The same log twice",
        "Every event in it would be counted twice.",
        "Keep one of the two, or correct the other path.",
    ),
    Code(
        "NW370",
        "error",
        "An application on a machine that runs none",
        "A sensor, a gateway and our own machine carry nothing of the customer's, and on an industrial machine we read nothing.",
        "Name the server on which the application runs.",
    ),
)
