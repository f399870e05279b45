"""Which calls the clock alone has moved on."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from home.calls.models import Call
from home.calls.models.call import CLOSING_SOON


def moved_since(since: datetime) -> list[int]:
    """Return the keys of the calls that have opened, closed or come near their end between then and now."""
    until = timezone.now()
    closed = Q(closes_at__gt=since, closes_at__lte=until)
    near = Q(closes_at__gt=since + CLOSING_SOON, closes_at__lte=until + CLOSING_SOON)
    opened = Q(opens_at__gt=since, opens_at__lte=until)
    return list(Call.objects.with_closing().filter(opened | near | closed).values_list("pk", flat=True))
