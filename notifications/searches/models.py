"""Which searches are followed, and what was found new in them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class KeptSearch(models.Model):
    """A search whose new findings somebody wants to be told of; equal searches are one row.

    Personal data: what somebody looks for, but not who: that is a subscription. Erased when nobody follows it.
    """

    key = models.TextField(_("search"))
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(_("language"), max_length=10)
    looked_at = models.DateTimeField(default=timezone.now)
    # Documents of the days that are looked at again, which must not be found new a second time.
    told = models.JSONField(default=list)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("kept search")
        verbose_name_plural = _("kept searches")
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.pk}"


class SearchNews(models.Model):
    """What a look found new in a kept search: names of documents, read again when somebody is told. No personal data.

    Erased with the search, and after ninety days.
    """

    search = models.ForeignKey(KeptSearch, on_delete=models.CASCADE, related_name="news")
    documents = models.JSONField(default=list)
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("news of a kept search")
        verbose_name_plural = _("news of kept searches")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.search_id} {self.at:%Y-%m-%d}"
