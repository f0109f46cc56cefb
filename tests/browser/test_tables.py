"""Holds the tables to their promise, without a browser."""

from collections import Counter

from tests.browser.cases import BROWSERS, Case
from tests.browser.test_acting import CASES as ACTING
from tests.browser.test_arriving import CASES as ARRIVING
from tests.browser.test_copying import CASES as COPYING

CASES: list[Case] = [*COPYING, *ARRIVING, *ACTING]


def test_each_browser_runs_120_cases_and_what_it_cannot_is_counted() -> None:
    left_out = Counter(browser for case in CASES for browser in case.cannot)

    assert left_out == {"chromium": 4, "firefox": 3, "webkit": 7}
    assert all(len(CASES) - left_out[browser] >= 120 for browser in BROWSERS)
    assert all(reason for case in CASES for reason in case.cannot.values())


def test_no_rule_stands_twice_in_a_table() -> None:
    for table in (COPYING, ARRIVING, ACTING):
        rules = Counter(case.rule for case in table)
        assert max(rules.values()) == 1, rules.most_common(1)
