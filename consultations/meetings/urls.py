from django.urls import path

from . import calendar, views

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="list"),
    path("meetings.ics", calendar.calendar, name="calendar"),
    path("<int:pk>/", views.meeting, name="meeting"),
]
