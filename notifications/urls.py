from django.urls import path

from . import mailbox_views, views

app_name = "notifications"
urlpatterns = [
    path("notifications/follow/", views.follow, name="follow"),
    path("notifications/asked/", views.asked, name="asked"),
    path("notifications/confirm/<str:token>/", views.confirm_page, name="confirm"),
    path("notifications/unsubscribe/<str:token>/", views.unsubscribe_page, name="unsubscribe"),
    path("notifications/works-again/", views.works_again, name="works_again"),
    path("mailbox/", mailbox_views.mailbox, name="mailbox"),
    path("mailbox/<slug:name>/", mailbox_views.mailbox_letter, name="mailbox_letter"),
]
