"""Every address that pages and contact data lead to, whether it works, and where it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page


class CheckedLink(models.Model):
    """An address used somewhere on the site, and what the last night's check found.

    Personal data: none but what an office publishes as its own address or number. Erased when nothing leads there.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("page of this site")
        DOCUMENT = "document", _("document")
        OWN = "own", _("place of this site")
        ANCHOR = "anchor", _("place on a page")
        MAIL = "mail", _("e-mail address")
        PHONE = "phone", _("telephone number")
        EXTERNAL = "external", _("address elsewhere")
        OTHER = "other", _("something else")

    class Status(models.TextChoices):
        NEW = "new", _("not checked yet")
        FINE = "fine", pgettext_lazy("link", "works")
        DOUBTFUL = "doubtful", _("failed, we try again")
        CLOSED = "closed", _("lets nobody check it")
        BROKEN = "broken", pgettext_lazy("link", "broken")

    class Problem(models.TextChoices):
        NONE = "", _("none")
        GONE = "gone", _("does not exist any more")
        UNPUBLISHED = "unpublished", _("leads to a page that is not published")
        EXPIRED = "expired", _("leads to something that is over")
        PRIVATE = "private", _("leads to a page that not everybody may read")
        NO_ANCHOR = "no_anchor", _("the place on the page does not exist")
        NO_FILE = "no_file", _("the file is missing")
        BAD_MAIL = "bad_mail", _("is not an e-mail address")
        BAD_PHONE = "bad_phone", _("is not a telephone number")
        BAD_ADDRESS = "bad_address", _("is not an address")
        INSIDE = "inside", _("leads into a private network")
        NO_HOST = "no_host", _("the server cannot be found")
        TIMEOUT = "timeout", _("the server does not answer in time")
        CERTIFICATE = "certificate", _("the certificate of the server is not valid")
        CONNECTION = "connection", _("the connection fails")
        REFUSED = "refused", _("the server turns us away")
        SERVER_ERROR = "server_error", _("the server reports an error")
        REDIRECTS = "redirects", _("leads round in a circle")

    digest = models.CharField(_("fingerprint"), max_length=64, unique=True)
    address = models.TextField(_("address"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.NEW, db_index=True)
    problem = models.CharField(_("problem"), max_length=20, choices=Problem, blank=True)
    http_status = models.PositiveSmallIntegerField(_("answer of the server"), null=True, blank=True)
    moved_to = models.TextField(_("moved for good to"), blank=True)
    nights = models.PositiveSmallIntegerField(_("nights it failed"), default=0)
    failing_since = models.DateField(_("failing since"), null=True, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        default_permissions = ()

    def __str__(self) -> str:
        return self.address


class LinkUse(models.Model):
    """One place where an address stands: a block of a page, or a row of contact data. Personal data: none."""

    link = models.ForeignKey(CheckedLink, on_delete=models.CASCADE, related_name="uses", verbose_name=_("link"))
    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    thing = models.CharField(_("contact data"), max_length=200, blank=True)
    field = models.CharField(_("field"), max_length=100)
    block = models.CharField(_("block"), max_length=100, blank=True)
    block_id = models.CharField(_("identifier of the block"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of links")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.link_id} {self.page_id or self.thing} {self.field}"
