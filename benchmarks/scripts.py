"""Measures what a page loads: the scripts, and the markup of three buttons."""

import gzip
import shutil
import subprocess

from django.template import Context, Template

from benchmarks.bars import Figure
from demo_site.launch.environment import PROJECT

BARS = {"sharekit.js": 2350, "copy.js": 400}
STATIC = PROJECT / "sharekit" / "static" / "sharekit"
SIZE = """
const { brotliCompressSync } = require("node:zlib");
console.log(brotliCompressSync(require("node:fs").readFileSync(0)).length);
"""
BUTTONS = "whatsapp email copy-link"
BAR = f'{{% load sharekit %}}{{% share_buttons "/a/" title="Swifts" channels="{BUTTONS}" %}}'


def measure() -> list[Figure]:
    """Return sizes in bytes; without Node, which compresses by brotli, only the markup's."""
    figures = []
    if node := shutil.which("node"):
        sizes = {name: _compress(node, (STATIC / name).read_bytes()) for name in BARS}
        figures = [
            Figure(name, size, at_most=BARS[name], unit="bytes brotli")
            for name, size in sizes.items()
        ]
        figures.append(
            Figure("both scripts", sum(sizes.values()), at_most=2750, unit="bytes brotli")
        )
    markup = len(gzip.compress(Template(BAR).render(Context()).encode(), 9))
    return [*figures, Figure("three buttons with icons", markup, at_most=1500, unit="bytes gzip")]


def _compress(node: str, script: bytes) -> int:
    done = subprocess.run([node, "-e", SIZE], input=script, capture_output=True, check=True)
    return int(done.stdout)
