from django.apps import AppConfig


class CustomUsersConfig(AppConfig):
    name = "tests.custom_models.users"
    label = "custom_users"
    default_auto_field = "django.db.models.BigAutoField"
