from django.urls import path

from . import mailbox_views, manage_views, views
from .feed_views import feeds
from .feeds import TopicFeed, UnitFeed

app_name = "notifications"
urlpatterns = [
    path("notifications/follow/", views.follow, name="follow"),
    path("notifications/follow/<slug:kind>/<int:object_id>/", views.ask, name="ask"),
    path("notifications/asked/", views.asked, name="asked"),
    path("notifications/confirm/<str:token>/", views.confirm_page, name="confirm"),
    path("notifications/unsubscribe/<str:token>/", views.unsubscribe_page, name="unsubscribe"),
    path("notifications/stop/<str:token>/", views.stop_digest_page, name="stop_digest"),
    path("notifications/following/", manage_views.following, name="following"),
    path("notifications/manage/", manage_views.send_link, name="send_link"),
    path("notifications/manage/sent/", manage_views.link_sent, name="link_sent"),
    path("notifications/manage/stopped/", manage_views.stopped, name="stopped"),
    path("notifications/manage/<str:token>/", manage_views.manage, name="manage"),
    path("notifications/works-again/", views.works_again, name="works_again"),
    path("feeds/", feeds, name="feeds"),
    path("feeds/topic/<slug:code>/", TopicFeed(), name="topic_feed"),
    path("feeds/unit/<slug:code>/", UnitFeed(), name="unit_feed"),
    path("mailbox/", mailbox_views.mailbox, name="mailbox"),
    path("mailbox/<slug:name>/", mailbox_views.mailbox_letter, name="mailbox_letter"),
]
