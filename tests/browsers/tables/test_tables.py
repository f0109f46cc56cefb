"""Holds the tables to their promise, without a browser."""

from collections import Counter
from itertools import product

from tests.browsers.tables.cases.case import BROWSERS, Case, find_pairs
from tests.browsers.tables.test_acting import CASES as ACTING
from tests.browsers.tables.test_arriving import CASES as ARRIVING
from tests.browsers.tables.test_carrying import CASES as CARRYING
from tests.browsers.tables.test_copying import CASES as COPYING

CASES: list[Case] = [*COPYING, *ARRIVING, *ACTING, *CARRYING]


def test_what_a_browser_cannot_run_has_a_reason() -> None:
    unknown = {case.rule for case in CASES if not case.cannot.keys() <= set(BROWSERS)}
    without = {case.rule for case in CASES if not all(case.cannot.values())}

    assert (unknown, without) == (set(), set())


def test_what_only_test_all_runs_is_proved_in_another_browser() -> None:
    run: dict[str, set[str]] = {}
    for pair, (case, browser) in zip(find_pairs(CASES), product(CASES, BROWSERS), strict=True):
        if "thorough" not in {mark.name for mark in pair.marks}:
            run.setdefault(case.rule, set()).add(browser)

    able = {case.rule: set(BROWSERS) - set(case.cannot) for case in CASES}
    assert [rule for rule, browsers in able.items() if browsers and not run[rule] & browsers] == []


def test_no_rule_is_listed_twice_in_a_table() -> None:
    for table in (COPYING, ARRIVING, ACTING, CARRYING):
        rules = Counter(case.rule for case in table)
        assert [rule for rule, count in rules.items() if count > 1] == []
