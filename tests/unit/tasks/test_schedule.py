"""Scheduled tasks are data, which settings read before any model can be imported."""

from __future__ import annotations

import subprocess
import sys

from django.utils.module_loading import import_string

from sharekit.conf import beat_schedule, list_tasks
from sharekit.schedule import TASKS


def test_a_task_names_a_function_and_a_task_of_celery_that_exist() -> None:
    for task in list_tasks(["sharekit", "tests.support.sharekit_orders"]):
        assert callable(import_string(task.run))
        assert import_string(task.celery).name == task.celery


def test_beat_starts_each_task_that_expires_before_the_next() -> None:
    schedule = beat_schedule(["django.contrib.admin", "sharekit", "tests.support.newspaper"])

    assert list(schedule) == ["sharekit-drain", "sharekit-fold", "sharekit-prune"]
    assert schedule["sharekit-drain"] == {
        "task": "sharekit.tasks.drain",
        "schedule": 5.0,
        "options": {"expires": 5},
    }


def test_an_optional_app_of_another_package_adds_its_own() -> None:
    schedule = beat_schedule(["sharekit", "tests.support.sharekit_orders"])

    assert schedule["sharekit-orders-delete"] == {
        "task": "tests.support.sharekit_orders.tasks.delete",
        "schedule": 1.0,
        "options": {"expires": 1},
    }


def test_a_module_of_that_name_in_any_other_app_is_left_alone() -> None:
    assert list_tasks(["tests.systems.chaos.site", "no.such.app"]) == []


def test_an_app_may_be_named_by_its_configuration() -> None:
    assert list_tasks(["sharekit.apps.SharekitConfig"]) == list(TASKS)


def test_settings_may_read_it_before_django_is_set_up() -> None:
    script = (
        "import sys; from sharekit.conf import beat_schedule; "
        "beat_schedule(['sharekit', 'sharekit.contrib.wagtail', 'no.such.app']); "
        "print(*[name for name in sys.modules if 'models' in name or name == 'celery'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == ""
