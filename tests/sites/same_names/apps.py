from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "tests.sites.same_names"
    label = "news"
    default_auto_field = "django.db.models.BigAutoField"
