"""Stylesheets on the wire, where no public server has compressed them on disk."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class StylesheetGZipMiddleware(GZipMiddleware):
    """Compresses stylesheets, and nothing else: what else is static here is compressed already, or small."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith("text/css"):
            return response
        return super().process_response(request, response)
