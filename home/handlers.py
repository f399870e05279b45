"""What follows from a change of a page, after the commit."""

from datetime import timedelta

from wagtail.models import Page

from cms.images import make_renditions
from cms.outbox.registry import handler

from .pictures import pictures_of

PATIENCE = timedelta(minutes=10)


@handler("home.renditions", lease=PATIENCE)
def prepare_pictures(page_id: int) -> None:
    """Make the renditions of every image of a page; those there are already are left alone."""
    page = Page.objects.filter(pk=page_id, live=True).specific().first()
    if page is not None:
        for image, shapes in pictures_of(page):
            make_renditions(image, shapes)
