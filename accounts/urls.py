from django.urls import path

from . import calendar_views, views

app_name = "accounts"
urlpatterns = [
    path("", views.landing, name="landing"),
    # The two pages of django-allauth at these addresses are ours.
    path("login/code/", views.by_email, name="by_email"),
    path("login/code/confirm/", views.by_email_code, name="by_email_code"),
    path("profile/", views.profile, name="profile"),
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("calendar/off/", calendar_views.calendar_off, name="calendar_off"),
]
