from django.contrib.sitemaps.views import sitemap as serve_sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from .sitemaps import sitemaps


@require_safe
def sitemap(request: HttpRequest, section: str | None = None) -> HttpResponse:
    """Serve the sitemap of all languages, or of the one named."""
    response: HttpResponse = serve_sitemap(request, sitemaps(), section=section)
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep search engines out of places that are for people who signed in."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/accounts/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
