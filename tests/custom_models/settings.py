from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as _INSTALLED_APPS

INSTALLED_APPS = ["tests.custom_models.users", "tests.custom_models.images", *_INSTALLED_APPS]
AUTH_USER_MODEL = "custom_users.CustomUser"
WAGTAILIMAGES_IMAGE_MODEL = "custom_images.CustomImage"
