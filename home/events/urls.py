from django.urls import path

from .views import event_calendar, section_calendar, site_calendar

app_name = "events"
urlpatterns = [
    path("all.ics", site_calendar, name="all"),
    path("event/<uuid:key>.ics", event_calendar, name="one"),
    path("section/<uuid:key>.ics", section_calendar, name="section"),
]
