"""For the tests: nothing is kept, nothing is fetched, and passwords are quick to check."""

import atexit
import shutil
import tempfile
from pathlib import Path

from .demo import *  # noqa: F403

DEBUG = False
SCRATCH = Path(tempfile.mkdtemp(prefix="newsroom-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
MEDIA_ROOT = SCRATCH / "media"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # In a file: the browser's requests come on several threads, and each needs a connection of its own.
    DATABASES["default"]["TEST"] = {"NAME": SCRATCH / "test.sqlite3"}  # noqa: F405

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
