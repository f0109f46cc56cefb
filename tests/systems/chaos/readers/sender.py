"""The browsers of a crowd: threads that send its letters, and send again what may be sent again."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import Counter

from tests.systems.chaos.readers.crowd import Crowd, Letter

TIMEOUT = 15  # seconds; the site itself gives up after 10
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"
DUPLICATES = 0.05


class Senders:
    """Sends letters over kept connections until `events` were written or `stop` is called.

    `hold` lets all but the first sender wait, which goes on slowly: no server is ever idle.
    """

    def __init__(self, crowd: Crowd, *, port: int, threads: int = 12, seed: int = 0) -> None:
        self.crowd = crowd
        self.port = port
        self.hold = threading.Event()
        self.in_flight = 0
        self.answered = 0
        self.answers: Counter[str] = Counter()
        self.slowest = 0.0
        self.faults: list[str] = []
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(
                target=self._run, args=(number, random.Random(f"{seed}-{number}")), daemon=True
            )
            for number in range(threads)
        ]

    def start(self) -> None:
        """Start sending."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Write no more letters; return when all that has a name was answered."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _run(self, number: int, chance: random.Random) -> None:
        browser = Browser(self.port)
        sent: list[Letter] = []
        try:
            while not self._stopping.is_set():
                if self.hold.is_set():
                    time.sleep(0.02)
                    if number:
                        continue
                letter = self.crowd.write()
                self._deliver(browser, letter, chance)
                sent = [*sent[-20:], letter]
                if chance.random() < DUPLICATES:
                    # As a second tab does: what has a name once more, now or much later.
                    self._post(browser, chance.choice([letter, *sent]).keep_named())
        except Exception as error:  # noqa: BLE001 - reported at the end of the run
            self.faults.append(f"a sender died: {error!r}")
        finally:
            browser.close()

    def _deliver(self, browser: Browser, letter: Letter, chance: random.Random) -> None:
        is_answered = self._post(browser, letter)
        self.crowd.close(letter, is_answered=is_answered)
        named = letter.keep_named()
        while named.events and not is_answered:
            # A browser waits longer; here a dead server's readers shall be there when it is back.
            time.sleep(chance.uniform(0.05, 0.4))
            is_answered = self._post(browser, named)

    def _post(self, browser: Browser, letter: Letter) -> bool:
        """Send once; return whether it was answered 204."""
        if not letter.events:
            return True
        with self._lock:
            self.in_flight += 1
        started = time.monotonic()
        answer = browser.post(letter)
        seconds = time.monotonic() - started
        with self._lock:
            self.in_flight -= 1
            self.answers[answer] += 1
            if answer in {"204", "503"}:
                self.slowest = max(self.slowest, seconds)
            if answer == "204":
                self.answered += len(letter.events)
        if answer not in {"204", "503", "no answer"}:
            self.faults.append(f"an answer that readers should never get: {answer}")
        return answer == "204"


class Browser:
    """One kept connection, opened again when it broke."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)

    def post(self, letter: Letter) -> str:
        """Send a letter; give its status, why it was ignored, or "no answer"."""
        headers = {
            "X-Forwarded-For": letter.reader,
            "User-Agent": AGENT,
            "Content-Type": "text/plain;charset=UTF-8",
        }
        try:
            self._connection.request("POST", "/sharekit/events/", letter.body, headers)
            response = self._connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return "no answer"
        if ignored := response.headers["X-Sharekit-Ignored"]:
            return f"{response.status}, ignored: {ignored}"
        return f"{response.status}{'' if response.status in {204, 503} else text.decode()}"

    def close(self) -> None:
        self._connection.close()
