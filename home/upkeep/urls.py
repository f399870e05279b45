"""Addresses of this app below ``/admin/upkeep/``; Wagtail lets in only who may enter the administration."""

from django.urls import path

from .feedback.views import FeedbackReport, FeedbackView
from .links.views import LinkReport, LinkView
from .questions.views import QuestionReport, RarelyOpenedReport
from .reviews.views import ConfirmView, ReviewReport

app_name = "upkeep"
urlpatterns = [
    path("reviews/", ReviewReport.as_view(), name="reviews"),
    path("reviews/<int:pk>/", ConfirmView.as_view(), name="confirm"),
    path("links/", LinkReport.as_view(), name="links"),
    path("links/<int:pk>/", LinkView.as_view(), name="link"),
    path("answers/", FeedbackReport.as_view(), name="feedback"),
    path("answers/<int:pk>/", FeedbackView.as_view(), name="answer"),
    path("questions/", QuestionReport.as_view(), name="questions"),
    path("questions/seldom-opened/", RarelyOpenedReport.as_view(), name="seldom_opened"),
]
