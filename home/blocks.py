from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, PageChooserBlock, StreamBlock, StructBlock, TextBlock

from cms.blocks.body import BodyBlock


class Destination(TextChoices):
    """Places of the site that are not pages; the value is the name of their address."""

    REGISTER = "postulates:register", _("register of postulates")
    START = "postulates:start", _("new postulate")
    SEARCH = "search:results", _("search")


class EntryBlock(StructBlock):
    """A way into the site for one group of readers."""

    title = CharBlock(label=_("For whom"), max_length=80)
    text = TextBlock(label=_("What they find"))
    link_text = CharBlock(label=_("Words of the link"), max_length=80)
    page = PageChooserBlock(label=_("Page"), required=False)
    destination = ChoiceBlock(
        label=_("or a place of the site"), choices=Destination.choices, required=False, search_index=False
    )

    class Meta:
        icon = "user"
        label = _("Way in")


class EntriesBlock(StreamBlock):
    """The ways in, side by side."""

    entry = EntryBlock()


class PageBodyBlock(BodyBlock):
    """The body of a page: what the ground floor offers, and what only this room has."""
