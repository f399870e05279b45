from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, PageChooserBlock, StructBlock, StructBlockValidationError, URLBlock


class CallToActionBlock(StructBlock):
    """A button that leads to one page of this site or to one address elsewhere."""

    text = CharBlock(label=_("Words on the button"), max_length=80)
    page = PageChooserBlock(label=_("Page"), required=False)
    url = URLBlock(label=_("Address elsewhere"), required=False)

    class Meta:
        icon = "link"
        label = _("Button")
        template = "cms/blocks/call_to_action.html"

    def clean(self, value: Mapping[str, object]) -> Mapping[str, object]:
        cleaned: Mapping[str, object] = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            message = ValidationError(_("Choose either a page or an address elsewhere."))
            raise StructBlockValidationError(block_errors={"page": message})
        return cleaned
