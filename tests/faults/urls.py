"""The addresses that mails name; the public pages beside them stand on apps that are not under test."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from notifications import manage_views, views

named_in_mails = [
    path("confirm/<str:token>/", views.confirm_page, name="confirm"),
    path("unsubscribe/<str:token>/", views.unsubscribe_page, name="unsubscribe"),
    path("stop/<str:token>/", views.stop_digest_page, name="stop_digest"),
    path("manage/<str:token>/", manage_views.manage, name="manage"),
]
urlpatterns = i18n_patterns(path("", include((named_in_mails, "notifications"))))
