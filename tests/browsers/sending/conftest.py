"""Publishes the newspaper that most of these tests read."""

from collections.abc import Iterator

import pytest

from tests.browsers.sending.newspaper import Newspaper, publish

pytest.register_assert_rewrite("tests.browsers.sending.trial")


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newspaper]:
    """Publish one newspaper for all tests."""
    with publish(tmp_path_factory.mktemp("newspaper")) as newspaper:
        yield newspaper
