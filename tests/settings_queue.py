"""Settings with a task queue in the database: real workers, in processes of their own (``test_queue.py``)."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as _INSTALLED_APPS

INSTALLED_APPS = [*_INSTALLED_APPS, "django_tasks", "django_tasks_db"]

TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "imports": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

WAGTAIL_CSTONEWS = {"BATCH_SIZE": 10, "TASK_BACKEND": "imports"}
