"""Where feed readers and calendars find the calls."""

from django.urls import path

from .calendar_views import call_calendar, calls_calendar
from .feeds import CallsFeed

urlpatterns = [
    path("calls/feed/", CallsFeed(), name="calls_feed"),
    path("calendar/calls.ics", calls_calendar, name="calls_calendar"),
    path("calendar/calls/<int:pk>.ics", call_calendar, name="call_calendar"),
]
