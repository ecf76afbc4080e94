from django.apps import apps

# These tests need a process whose settings are tests.settings_custom_page.
collect_ignore_glob = [] if apps.is_installed("tests.custom_page") else ["test_*.py"]
