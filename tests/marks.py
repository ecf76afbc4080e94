"""Marks that several tests share."""

import pytest
from django.db import connection

full_text = pytest.mark.skipif(
    connection.vendor == "mysql",
    reason="InnoDB's full-text search sees committed rows only, and a test's rows never are",
)
