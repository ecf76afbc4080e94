"""People who may import, and into which section."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import GroupPagePermission

from tests import factories
from wagtail_cstonews.compat import get_base_page_model


def importer(section: Any, *codenames: str) -> tuple[Client, Any, Group]:
    """Somebody who may import, and has these rights on a section."""
    user = factories.make_user(is_superuser=False, is_staff=False)
    group = Group.objects.create(name=f"Importers of {section.pk} {'-'.join(codenames)}")
    group.permissions.add(*Permission.objects.filter(codename__in=["access_admin", "import_news"]))
    model = get_base_page_model()
    content_type = ContentType.objects.get_for_model(model)
    for action in codenames:
        permission = Permission.objects.get(
            content_type=content_type, codename=f"{action}_{model._meta.model_name}"
        )
        GroupPagePermission.objects.create(group=group, page=section, permission=permission)
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client, user, group
