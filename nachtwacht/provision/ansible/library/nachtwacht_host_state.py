"""Ansible module: brings documents of desired state to this host, compares them, or takes them back.

``requests`` is one text (JSON, deflated, base64), so that Ansible keeps the whole of it out of its output;
``answers`` holds one answer for each request, see ``nachtwacht_host.engine``.
"""

from __future__ import annotations

import base64
import json
import zlib

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.nachtwacht_host.machine import Machine
from ansible.module_utils.nachtwacht_host.turn import in_turn


def main() -> None:
    """Answer every request in turn."""
    module = AnsibleModule(argument_spec={"requests": {"type": "str", "required": True, "no_log": True}})
    requests = json.loads(zlib.decompress(base64.b64decode(module.params["requests"])))
    answers = in_turn(Machine(), requests)
    module.exit_json(changed=any(one["changed"] for one in answers), answers=answers)


if __name__ == "__main__":
    main()
