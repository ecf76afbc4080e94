"""A site with users, images and pages of its own (Wagtail 8), on two hosts and in two languages."""

from tests.settings_custom_page import *  # noqa: F403
from tests.settings_custom_page import INSTALLED_APPS as _INSTALLED_APPS

INSTALLED_APPS = ["tests.custom_models.users", "tests.custom_models.images", *_INSTALLED_APPS]
AUTH_USER_MODEL = "custom_users.CustomUser"
WAGTAILIMAGES_IMAGE_MODEL = "custom_images.CustomImage"

WAGTAIL_I18N_ENABLED = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("ru", "Russian")]
