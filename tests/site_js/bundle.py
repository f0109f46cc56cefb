"""Bundles a site's script with the libraries that it imports."""

import subprocess
from pathlib import Path

from demo_site.launch.environment import PROJECT
from tests import servers

SCRIPTS = Path(__file__).parent
TOOLS = PROJECT / "sharekit_js" / "node_modules" / ".bin"


def bundle(name: str, *, folder: Path) -> None:
    """Bundle a script of this folder into one classic script of a folder: `turbo.js`."""
    run_tool("esbuild", name, "--bundle", f"--outfile={folder / Path(name).stem}.js")


def run_tool(name: str, *arguments: str) -> str:
    """Run one of the client's tools in this folder; give what it prints, raise if it fails."""
    if not (TOOLS.is_dir() and (SCRIPTS / "node_modules").is_dir()):
        servers.miss("What `make test` installs with npm")
    done = subprocess.run([TOOLS / name, *arguments], cwd=SCRIPTS, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{name} {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
    return done.stdout
