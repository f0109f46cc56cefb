"""A proxy before Redis that passes requests on and, for a while, swallows the answers."""

import contextlib
import socket
import threading

from tests.support import servers


class Proxy:
    """Listens on a port of its own; while `swallows` is set no answer comes through."""

    def __init__(self, target: int) -> None:
        self.port = servers.find_port()
        self.swallows = threading.Event()
        self.swallowed = 0
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        # Wakes the thread that waits for one.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                try:
                    server = socket.create_connection(("127.0.0.1", self._target))
                except OSError:
                    client.close()
                    continue
                self._start(client, server, is_answer=False)
                self._start(server, client, is_answer=True)

    def _start(self, source: socket.socket, sink: socket.socket, *, is_answer: bool) -> None:
        options = {"is_answer": is_answer}
        threading.Thread(
            target=self._pass, args=(source, sink), kwargs=options, daemon=True
        ).start()

    def _pass(self, source: socket.socket, sink: socket.socket, *, is_answer: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if is_answer and self.swallows.is_set():
                    self.swallowed += 1
                    continue
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
