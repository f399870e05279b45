from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Give every template the name of the site."""
    return {"SITE_NAME": settings.SITE_NAME}
