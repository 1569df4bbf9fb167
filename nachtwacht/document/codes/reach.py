"""NW8xx: how hosts are reached (``hosts.yaml``)."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW801",
        "error",
        "A host without an address",
        "What cannot be reached cannot be set up or verified.",
        "Add the host to `hosts` in `hosts.yaml`.",
    ),
    Code(
        "NW802",
        "error",
        "An address for a host that is not in the scope",
        "It is a misspelt name, or a host that the customer did not agree to.",
        "Use the name in the scope. A host that only canaries use is named under `canary`.",
    ),
    Code(
        "NW803",
        "error",
        "Not an address",
        "A host is found by its address.",
        "Write an IP address, such as `10.91.10.21`.",
    ),
    Code(
        "NW804",
        "error",
        "Two hosts at one address",
        "What is meant for one would be done to the other.",
        "Correct one of the two.",
    ),
    Code(
        "NW805",
        "error",
        "Settings that the module does not know",
        "A misspelt setting would leave the default in force.",
        "Use the settings of the module's `module.yaml`.",
    ),
    Code(
        "NW806",
        "warning",
        "An address outside of the customer's networks",
        "It may be right, as for our own host; it may also be a typing error that reaches somebody else's machine.",
        "Compare the address with `assets: networks`.",
    ),
    Code(
        "NW807",
        "error",
        "A place that canaries do not know",
        "A misspelt place would leave a harmless attack without a way in, and the coverage unproven.",
        "Use one of the places that are named.",
    ),
    Code(
        "NW808",
        "error",
        "An address that no machine of the customer has",
        "Loopback, multicast, link-local and unspecified addresses, and the first and last of a network, are "
        "not those of a machine elsewhere.",
        "Write the machine's own address.",
    ),
    Code(
        "NW809",
        "warning",
        "An address in another network than the scope says",
        "Either the machine stands elsewhere, watched by another sensor, or the address is that of another machine.",
        "Correct the address, or `network` in the scope.",
    ),
    Code(
        "NW810",
        "error",
        "A value that cannot be right",
        "With it no connection can be made, or a canary would go to the wrong place.",
        "Write it in the shape that is named.",
    ),
    Code(
        "NW811",
        "warning",
        "No address from which engineers come in",
        "Only the runtime's own way in is kept open when a machine is isolated; engineers would be cut off too.",
        "Name the addresses in `controller_addresses`.",
    ),
    Code(
        "NW812",
        "error",
        "Keys of hosts that are not pinned",
        "With such a file any machine that answers would be taken for the host.",
        "Name a file that holds the hosts' own keys.",
    ),
)
