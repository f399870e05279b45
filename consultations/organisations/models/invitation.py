import hashlib
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from .organisation import PERSON, Membership, Organisation


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, and which of them still work."""

    def unanswered(self) -> Self:
        """Keep invitations neither accepted nor taken back; they may have run out."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def open(self) -> Self:
        """Keep invitations that can be accepted now; those of a suspended organisation wait."""
        current = self.unanswered().filter(expires_at__gt=timezone.now())
        return current.exclude(organisation__status=Organisation.Status.SUSPENDED)


class Invitation(models.Model):
    """An offer of a place in an organisation, sent to an e-mail address.

    Personal data: the address of somebody who may have no account, given by an owner in order to invite them. Erased
    thirty days after the invitation was accepted, taken back or ran out. Of the secret in the link only a hash is
    stored: it is made anew from the site's key whenever the mail is written.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        REVOKED = "revoked", _("taken back")
        EXPIRED = "expired", _("ran out")
        PAUSED = "paused", _("paused")

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="invitations",
        verbose_name=_("organisation"),
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role)
    language = models.CharField(_("language of messages"), max_length=10)
    invited_by = models.ForeignKey(
        PERSON,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who invited"),
    )
    times_sent = models.PositiveSmallIntegerField(_("how many times sent"), default=0)
    nonce = models.UUIDField(default=uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("runs out"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["email", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="organisations_one_open_invitation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("organisations:invitation", args=[self.token])

    @property
    def key(self) -> str:
        """Return the addressee key of this invitation."""
        return f"invitation:{self.pk}"

    @property
    def state(self) -> State:
        """Return what can be done with it now: computed, never stored."""
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.revoked_at:
            return self.State.REVOKED
        if self.expires_at <= timezone.now():
            return self.State.EXPIRED
        return self.State.PAUSED if self.organisation.is_suspended else self.State.OPEN

    @property
    def token(self) -> str:
        """Return the secret of the link that works; a new nonce makes a new one."""
        digest = salted_hmac("organisations.invitation", str(self.nonce), algorithm="sha256").digest()
        return urlsafe_base64_encode(digest)

    @property
    def inviter_name(self) -> str:
        """Return the name of who invited, never their address; empty when they gave no name or are gone."""
        return self.invited_by.get_full_name() if self.invited_by else ""

    @staticmethod
    def hash_of(token: str) -> str:
        """Return what is stored of a secret."""
        return hashlib.sha256(token.encode()).hexdigest()
