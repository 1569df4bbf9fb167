"""The programs that modules bring to hosts, importable as they are there."""

from __future__ import annotations

import sys
from pathlib import Path

MODULES = Path(__file__).resolve().parents[2] / "modules"
for kind in ("linux_endpoint", "mail_gateway"):
    sys.path.insert(0, str(MODULES / kind / "files"))
