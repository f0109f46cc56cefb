"""Runs a Python module on PostgreSQL: the one in $DATABASE_URL, else one that ends with it.

python -m tests.on_postgresql pytest tests/unit/aggregate
"""

import os
import signal
import subprocess
import sys

from tests.support import servers


def main() -> None:
    """Run the module that the command line names, and exit with its code."""
    command = [sys.executable, "-m", *sys.argv[1:]]
    if os.environ.get("DATABASE_URL"):
        os.execv(sys.executable, command)
    programs = servers.find_postgresql()
    if programs is None:
        is_needed = os.environ.get("CI") == "true"
        print(f"PostgreSQL is not on this machine: {'missing' if is_needed else 'skipped'}")
        sys.exit(is_needed)
    # A run that is ended from outside still stops the server.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with servers.run_postgresql(programs) as url:
        done = subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
