"""One connection to Redis that never sends a command twice and reports how far it came."""

from __future__ import annotations

from typing import Any

from redis.connection import ConnectionInterface
from redis.exceptions import NoScriptError, RedisError, ResponseError

from sharekit.buffers.redis_stream.scripts import Script


class Away(Exception):  # noqa: N818
    """A command changed nothing: it was not sent completely, or the server refused it."""


class Declined(Away):
    """The server answered a command with an error, so other commands may still work."""


class Unanswered(Exception):  # noqa: N818
    """A command was sent and not answered: it may or may not have changed something."""


class Line:
    """A connection, opened when it is needed and closed by any error."""

    def __init__(self, connection: ConnectionInterface) -> None:
        self._connection = connection
        self._is_open = False

    def open(self) -> bool:
        """Connect if necessary, and return whether it was: the server may have changed then.

        Raises `Away`.
        """
        try:
            # Readable between two commands: the other side has closed it, at best.
            if self._is_open and not self._connection.can_read():
                return False
        except RedisError:
            pass
        self.close()
        try:
            self._connection.connect()
        except RedisError as error:
            raise Away(str(error)) from error
        self._is_open = True
        return True

    def run(self, script: Script, keys: list[str], *arguments: str | bytes | int) -> Any:
        """Run a script on an open line and return its answer; raise `Away` or `Unanswered`."""
        try:
            return self.ask("EVALSHA", script.digest, len(keys), *keys, *arguments)
        except NoScriptError:
            return self.ask("EVAL", script.text, len(keys), *keys, *arguments)

    def ask(self, *command: str | bytes | int) -> Any:
        """Send one command on an open line and return its answer; raise as `run` does."""
        try:
            self._connection.send_command(*command, check_health=False)
        except RedisError as error:
            # A command that was not sent completely is never executed.
            self.close()
            raise Away(str(error)) from error
        try:
            return self._connection.read_response()
        except NoScriptError:
            raise
        except ResponseError as error:
            # A server that is full, read-only or loading may be replaced soon.
            self.close()
            raise Declined(str(error)) from error
        except RedisError as error:
            self.close()
            raise Unanswered(str(error)) from error

    def close(self) -> None:
        """Close the connection; the next command opens it again."""
        self._is_open = False
        self._connection.disconnect()
