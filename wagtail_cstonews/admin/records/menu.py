"""The menu group "News import"."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from .documents import ImportedDocumentAdmin
from .runs import ImportRunAdmin
from .site_profiles import SiteProfileAdmin


@modeladmin_register
class NewsImportGroup(ModelAdminGroup):
    menu_label = _("News import")
    menu_icon = "download"
    menu_order = 260
    items = (ImportRunAdmin, ImportedDocumentAdmin, SiteProfileAdmin)
