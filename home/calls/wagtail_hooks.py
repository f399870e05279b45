from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .desk.viewset import CallViewSet, refuse_public

register_snippet(CallViewSet)
hooks.register("before_delete_snippet", refuse_public)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Put the pages of the acts below the administration."""
    return [path("calls/", include("home.calls.desk.urls"))]
