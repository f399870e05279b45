"""What the outbox does for itself."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from .models import JobRun, OutboxEntry, State
from .registry import daily, recurring

_RUNS_KEPT = timedelta(days=400)


@recurring("outbox.prune", daily(at="03:40"))
def prune() -> None:
    """Delete rows done long enough ago; dead rows stay until a person has dealt with them."""
    now = timezone.now()
    OutboxEntry.objects.filter(state=State.DONE, done_at__lt=now - timedelta(days=settings.OUTBOX_KEPT_DAYS)).delete()
    JobRun.objects.filter(slot__lt=now - _RUNS_KEPT).delete()
