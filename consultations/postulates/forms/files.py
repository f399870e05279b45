"""Files that somebody adds to a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.uploads.fields import MultipleUploadField


class FilesForm(forms.Form):
    """Some files and what they show."""

    uploads = MultipleUploadField(label=_("Files"))
    description = forms.CharField(
        label=_("What do they show?"),
        required=False,
        max_length=200,
        help_text=_("One line for people who cannot open or see them."),
    )
