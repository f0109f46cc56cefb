"""Bundles a site's script with the libraries that it imports."""

import subprocess
from pathlib import Path

from tests.support import servers
from tests.support.paths import PROJECT

FOLDER = Path(__file__).parent
SCRIPTS = FOLDER / "scripts"
TOOLS = PROJECT / "sharekit_js" / "node_modules" / ".bin"


def bundle(name: str, *, folder: Path) -> None:
    """Bundle one of the scripts into one classic script of a folder: `turbo.js`."""
    run_tool("esbuild", name, "--bundle", f"--outfile={folder / Path(name).stem}.js")


def run_tool(name: str, *arguments: str) -> str:
    """Run a tool of the client in the folder of the scripts; return its output, or raise."""
    if not (TOOLS.is_dir() and (FOLDER / "node_modules").is_dir()):
        servers.miss("What `make test` installs with npm")
    done = subprocess.run([TOOLS / name, *arguments], cwd=SCRIPTS, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{name} {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
    return done.stdout
