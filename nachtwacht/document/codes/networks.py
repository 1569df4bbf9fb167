"""NW32x and NW33x: networks, and hosts in them."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW321",
        "error",
        "A range that is far too wide",
        "Nobody owns so many addresses. Strangers would count as the customer, or the whole world as known.",
        "Write the length that was meant, such as `/24`.",
    ),
    Code(
        "NW322",
        "error",
        "Addresses that belong to no network of a customer",
        "Loopback, link-local, multicast and reserved addresses mean something else on every machine.",
        "Write the customer's own range.",
    ),
    Code(
        "NW323",
        "warning",
        "A public range in a zone that is not exposed",
        "Either it is a typing error and strangers count as the customer, or machines inside can be reached from anywhere.",
        "Correct the range, or use `zone: dmz`.",
    ),
    Code(
        "NW324",
        "warning",
        "A known network that is very wide",
        "For all those addresses the look-up no longer counts, so traffic to strangers among them looks ordinary.",
        "Name only the addresses that are really known.",
    ),
    Code(
        "NW325",
        "warning",
        "A known network that overlaps a network of the customer",
        "The customer's own machines would be in a country; known networks are for other people's addresses.",
        "Take it out, or name the addresses of the other party only.",
    ),
    Code(
        "NW326",
        "error",
        "A known network that an earlier one hides",
        "The first that fits counts, so this country is never used.",
        "Put the smaller range first, or remove one of the two.",
    ),
    Code(
        "NW327",
        "warning",
        "A known network that adds nothing",
        "An earlier entry already says so.",
        "Remove it, or correct the range.",
    ),
    Code(
        "NW328",
        "warning",
        "Foreign traffic that is made ordinary without a reason",
        "Whatever goes to these addresses no longer counts as foreign, so an attacker there is not seen.",
        "Say in `note` whose addresses they are and why they count as that country.",
    ),
    Code(
        "NW329",
        "warning",
        "Something valuable in a network for guests",
        "Everybody with the password of the wireless network is next to it.",
        "Correct `network` or `zone`, or advise the customer to move it.",
    ),
    Code(
        "NW330",
        "warning",
        "A machine of which it is not said in which network it is",
        "With several networks, we then take it to be in all of them, and may promise to see what no sensor sees.",
        "Add `network`, or `roams: true` when it is mostly elsewhere.",
    ),
    Code(
        "NW331",
        "error",
        "A machine that cannot be at home or on the road",
        "A sensor, gateway, mail server or industrial machine has a fixed place; nothing would watch it elsewhere.",
        "Remove `roams`, or correct `kind`.",
    ),
    Code(
        "NW332",
        "error",
        "A shared machine that cannot be shared",
        "Customers share only sensors and the machine where detection runs. A machine of the customer's own that is "
        "shared would show one customer's data to another.",
        "Remove `shared_as`, or correct `kind`.",
    ),
)
