"""Blocks of running text. No block takes raw HTML."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock, TextBlock

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class Level(TextChoices):
    """How deep a heading stands; the title of the page is the only one above."""

    H2 = "h2", _("heading")
    H3 = "h3", _("subheading")


class Tone(TextChoices):
    """What a notice is for."""

    INFO = "info", _("information")
    WARNING = "warning", _("warning")


class HeadingBlock(StructBlock):
    """A heading inside a text."""

    text = CharBlock(label=_("Text"), max_length=200)
    level = ChoiceBlock(label=_("Level"), choices=Level.choices, default=Level.H2, search_index=False)

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/blocks/heading.html"


class ParagraphBlock(RichTextBlock):
    """Text with bold, italic, links and lists."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "cms/blocks/paragraph.html"


class QuoteBlock(StructBlock):
    """Somebody's words and whose they are."""

    text = TextBlock(label=_("Words"))
    source = CharBlock(label=_("Who said or wrote it"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "cms/blocks/quote.html"


class NoticeBlock(StructBlock):
    """Something the reader must not miss."""

    tone = ChoiceBlock(label=_("Kind"), choices=Tone.choices, default=Tone.INFO, search_index=False)
    title = CharBlock(label=_("Title"), required=False, max_length=120)
    text = RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Notice")
        template = "cms/blocks/notice.html"
