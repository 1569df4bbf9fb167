"""What takes long to make is made once, side by side, and kept in the user's cache.

``prepare`` gives the path of every artefact that is asked for: ``engine`` (the Pulumi engine, a program),
``collector`` (the OpenTelemetry Collector, a program), ``runtime`` (the runtime's Python tree, a tar.gz) and
``image`` (the laboratory's hosts, a folder of layers).
"""

from __future__ import annotations

from nachtwacht.prepare.catalogue import NAMES, artefact
from nachtwacht.prepare.folder import cache_folder
from nachtwacht.prepare.workshop import prepare

__all__ = ["NAMES", "artefact", "cache_folder", "prepare"]
