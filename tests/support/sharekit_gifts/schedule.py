from sharekit.conf import Task

TASKS = (
    Task(
        "gifts-wrap",
        seconds=1,
        run="tests.support.sharekit_gifts.wrapping.wrap",
        celery="tests.support.sharekit_gifts.tasks.wrap",
    ),
)
