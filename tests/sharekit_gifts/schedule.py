from sharekit.conf import Task

TASKS = (
    Task(
        "gifts-wrap",
        seconds=1,
        run="tests.sharekit_gifts.wrapping.wrap",
        celery="tests.sharekit_gifts.tasks.wrap",
    ),
)
