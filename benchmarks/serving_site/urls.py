from django.urls import path
from newsroom.urls import urlpatterns as newsroom
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from .search import search

plain_api = WagtailAPIRouter("plain")
plain_api.register_endpoint("pages", PagesAPIViewSet)

urlpatterns = [path("plain/api/", plain_api.urls), path("plain/search/", search), *newsroom]
