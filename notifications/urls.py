from django.urls import path

from . import mailbox_views, views
from .feed_views import feeds
from .feeds import TopicFeed, UnitFeed

app_name = "notifications"
urlpatterns = [
    path("notifications/follow/", views.follow, name="follow"),
    path("notifications/asked/", views.asked, name="asked"),
    path("notifications/confirm/<str:token>/", views.confirm_page, name="confirm"),
    path("notifications/unsubscribe/<str:token>/", views.unsubscribe_page, name="unsubscribe"),
    path("feeds/", feeds, name="feeds"),
    path("feeds/topic/<slug:code>/", TopicFeed(), name="topic_feed"),
    path("feeds/unit/<slug:code>/", UnitFeed(), name="unit_feed"),
    path("mailbox/", mailbox_views.mailbox, name="mailbox"),
    path("mailbox/<slug:name>/", mailbox_views.mailbox_letter, name="mailbox_letter"),
]
