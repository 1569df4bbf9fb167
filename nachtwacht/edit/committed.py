"""The file as it was last committed to version control, to say what changed since then."""

from __future__ import annotations

import subprocess
from pathlib import Path

from nachtwacht.edit.storing import NAME

SECONDS = 5.0
"""Version control that takes longer is not waited for."""


def committed(folder: Path) -> str | None:
    """The text at HEAD; None when there is no repository, no commit with this file, or no git."""
    argv = ["git", "-C", str(folder), "show", f"HEAD:./{NAME}"]
    try:
        answer = subprocess.run(argv, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)
        return answer.stdout.decode() if answer.returncode == 0 else None
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
