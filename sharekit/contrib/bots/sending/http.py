"""Hands a request to a platform's server, and says whether the server may have taken it.

The only module that imports urllib3, because it keeps apart what requests does not: a connection
that was never made, and one that broke after the bytes left. It is imported at the first request,
because a bot in the terminal does not need it.
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Final

from sharekit.contrib.bots.platforms.protocol import Broken, Request, Response

if TYPE_CHECKING:
    from urllib3 import PoolManager

CONNECT_SECONDS: Final = 3
READ_SECONDS: Final = 10
MOST_BYTES: Final = 1024 * 1024
"""The most bytes of an answer that are read: a page of a search, which has a hundred messages."""


class Line:
    """Connections to platforms, kept for one run: servers close those that are idle."""

    def __init__(self, *, connect: float = CONNECT_SECONDS, read: float = READ_SECONDS) -> None:
        self._seconds = {"connect": connect, "read": read}
        self._pool: PoolManager | None = None

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._pool:
            self._pool.clear()

    def send(self, request: Request) -> Response | Broken:
        """Send a request once, and return what came back; raise nothing else than ImportError."""
        from urllib3 import PoolManager, Timeout
        from urllib3.exceptions import ConnectTimeoutError, HTTPError, LocationValueError

        if self._pool is None:
            self._pool = PoolManager(retries=False, timeout=Timeout(**self._seconds))
        try:
            answer = self._pool.request(
                request.method,
                request.url,
                body=request.body,
                headers=dict(request.headers),
                redirect=False,
                preload_content=False,
            )
            try:
                body = answer.read(MOST_BYTES, decode_content=True)
            finally:
                # Not back into the pool: what was not read would be the next answer.
                answer.close()
        except (ConnectTimeoutError, LocationValueError) as error:
            return Broken(was_sent=False, reason=type(error).__name__)
        except (HTTPError, OSError) as error:
            return Broken(was_sent=True, reason=type(error).__name__)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status, body, headers)
