"""Addresses of the search."""

from django.urls import path

from .feeds import SearchFeed
from .views import opened, results, suggest

app_name = "search"
urlpatterns = [
    path("", results, name="results"),
    path("feed/", SearchFeed(), name="feed"),
    path("suggest/", suggest, name="suggest"),
    path("opened/", opened, name="opened"),
]
