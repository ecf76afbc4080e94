"""What the app adds to Wagtail's APIs: :mod:`.v2` for ``wagtail.api.v2``, ``v3`` for ``wagtail.api.v3``.

Both have the same endpoints, which answer with the same JSON, but for the envelope of a list, which is that
of Wagtail's version.
"""

from .v2 import PeopleAPIViewSet, QuotesAPIViewSet

__all__ = ["PeopleAPIViewSet", "QuotesAPIViewSet"]
