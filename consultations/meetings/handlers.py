"""Agendas follow the commitments by themselves."""

from datetime import timedelta

from cms.outbox.registry import recurring

from .services import carry_over_all


@recurring("meetings.carry_over", every=timedelta(hours=1))
def keep_agendas_current() -> None:
    """Put open commitments on the agendas of the next meetings, and take kept ones off."""
    carry_over_all()
