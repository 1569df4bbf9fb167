"""Windows log sources as data: which service a channel is, and which category an event of it has.

Source: the log sources that SigmaHQ's documentation lists for product windows, and Sysmon's event ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SERVICES = {
    "application": "application",
    "security": "security",
    "system": "system",
    "windows powershell": "powershell-classic",
    "dns server": "dns-server",
    "microsoft-iis-configuration/operational": "iis-configuration",
    "microsoft-servicebus-client": "microsoft-servicebus-client",
    "msexchange management": "msexchange-management",
    "openssh/operational": "openssh",
    "powershellcore/operational": "powershell",
}
"""Channels whose name is not made as the rest are; in lower case."""

_MICROSOFT = {
    "applocker/exe and dll": "applocker",
    "applocker/msi and script": "applocker",
    "applocker/packaged app-deployment": "applocker",
    "applocker/packaged app-execution": "applocker",
    "appmodel-runtime/admin": "appmodel-runtime",
    "appxpackaging/operational": "appxpackaging-om",
    "appxdeploymentserver/operational": "appxdeployment-server",
    "bits-client/operational": "bits-client",
    "capi2/operational": "capi2",
    "certificateservicesclient-lifecycle-system/operational": "certificateservicesclient-lifecycle-system",
    "codeintegrity/operational": "codeintegrity-operational",
    "dhcp-server/operational": "dhcp",
    "diagnosis-scripted/operational": "diagnosis-scripted",
    "dns client events/operational": "dns-client",
    "dns-client/operational": "dns-client",
    "dns-server/analytical": "dns-server-analytic",
    "driverframeworks-usermode/operational": "driver-framework",
    "ldap-client/debug": "ldap",
    "lsa/operational": "lsa-server",
    "ntlm/operational": "ntlm",
    "powershell/operational": "powershell",
    "printservice/admin": "printservice-admin",
    "printservice/operational": "printservice-operational",
    "security-mitigations/kernel mode": "security-mitigations",
    "security-mitigations/user mode": "security-mitigations",
    "shell-core/operational": "shell-core",
    "smbclient/connectivity": "smbclient-connectivity",
    "smbclient/security": "smbclient-security",
    "smbserver/connectivity": "smbserver-connectivity",
    "sysmon/operational": "sysmon",
    "taskscheduler/operational": "taskscheduler",
    "terminalservices-localsessionmanager/operational": "terminalservices-localsessionmanager",
    "windows defender/operational": "windefend",
    "windows firewall with advanced security/firewall": "firewall-as",
    "wmi-activity/operational": "wmi",
}

_SYSMON = {
    1: "process_creation",
    2: "file_change",
    3: "network_connection",
    4: "sysmon_status",
    5: "process_termination",
    6: "driver_load",
    7: "image_load",
    8: "create_remote_thread",
    9: "raw_access_thread",
    10: "process_access",
    11: "file_event",
    12: "registry_add",
    13: "registry_set",
    14: "registry_rename",
    15: "create_stream_hash",
    16: "sysmon_status",
    17: "pipe_created",
    18: "pipe_created",
    19: "wmi_event",
    20: "wmi_event",
    21: "wmi_event",
    22: "dns_query",
    23: "file_delete",
    24: "clipboard_capture",
    25: "process_tampering",
    26: "file_delete",
    27: "file_block_executable",
    28: "file_block_shredding",
    29: "file_executable_detected",
    255: "sysmon_error",
}
_CATEGORIES: dict[str, dict[int, str]] = {
    "sysmon": _SYSMON,
    "powershell": {4103: "ps_module", 4104: "ps_script"},
    "powershell-classic": {400: "ps_classic_start", 600: "ps_classic_provider_start"},
}


def service_of(channel: str) -> str:
    """Sigma's service for a channel, or empty."""
    low = channel.lower()
    return SERVICES.get(low) or _MICROSOFT.get(low.removeprefix("microsoft-windows-"), "")


def category_of(service: str, event_id: Any) -> str:
    """Sigma's category for an event of a service, or empty."""
    number = int(event_id) if str(event_id).isdigit() else -1
    return _CATEGORIES.get(service, {}).get(number, "")


def categories_of(category: str, fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Every category that an event is of: a registry change is a registry event, a deletion is told by its type."""
    if not category:
        return ()
    found = [category]
    if category.startswith("registry_"):
        if str(fields.get("EventType", "")).lower().startswith("delete"):
            found.append("registry_delete")
        found.append("registry_event")
    return tuple(dict.fromkeys(found))
