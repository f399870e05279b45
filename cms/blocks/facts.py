"""Facts and steps as data: wagtail-localize does not see Wagtail's own table blocks, these it translates whole."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from .text import TEXT_FEATURES


class StepBlock(StructBlock):
    """One thing to do, in order."""

    title = CharBlock(label=_("What to do"), max_length=200)
    text = RichTextBlock(label=_("How"), features=TEXT_FEATURES, required=False)


class StepsBlock(StructBlock):
    """Numbered steps of a procedure."""

    title = CharBlock(label=_("Title"), required=False, max_length=120)
    steps = ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "cms/blocks/steps.html"


class FactBlock(StructBlock):
    """A name and its value: a fee, an address, a term."""

    name = CharBlock(label=_("Name"), max_length=120)
    value = RichTextBlock(label=_("Value"), features=["bold", "link"])


class FactsBlock(StructBlock):
    """A short table of facts in two columns."""

    title = CharBlock(label=_("Title"), required=False, max_length=120)
    facts = ListBlock(FactBlock(), label=_("Facts"), min_num=1)

    class Meta:
        icon = "table"
        label = _("Facts")
        template = "cms/blocks/facts.html"
