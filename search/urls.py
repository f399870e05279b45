"""Addresses of the search."""

from django.urls import path

from .views import opened, results, suggest

app_name = "search"
urlpatterns = [
    path("", results, name="results"),
    path("suggest/", suggest, name="suggest"),
    path("opened/", opened, name="opened"),
]
