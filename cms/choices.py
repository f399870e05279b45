"""What a text chose and somebody has deleted since: a page that would show a hole there is not published."""

from django.db import models
from django.utils.translation import gettext as _
from wagtail.blocks import ChooserBlock
from wagtail.fields import StreamField

from .blocks.parts import parts


def faults_of_choices(instance: models.Model) -> dict[str, list[str]]:
    """Return, by field, that something which must be chosen there is no more."""
    sentence = _("Something that was chosen here has been deleted since. Choose something else or take it out.")
    fields = [field for field in instance._meta.get_fields() if isinstance(field, StreamField)]
    return {field.name: [sentence] for field in fields if _has_hole(field, instance)}


def _has_hole(field: StreamField, instance: models.Model) -> bool:
    return any(
        part.value is None and isinstance(part.block, ChooserBlock) and part.block.required
        for part in parts(field.stream_block, getattr(instance, field.name))
    )
