from django.apps import AppConfig


class BulkModelsConfig(AppConfig):
    name = "tests.bulk_models"
    label = "bulk_models"
    default_auto_field = "django.db.models.BigAutoField"
