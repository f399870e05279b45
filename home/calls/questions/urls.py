"""Addresses of the desk below ``/admin/call-questions/``; Wagtail lets in only who may enter the administration."""

from django.urls import path

from .views import QuestionReport, QuestionView

app_name = "call_questions_desk"
urlpatterns = [
    path("", QuestionReport.as_view(), name="list"),
    path("<int:pk>/", QuestionView.as_view(), name="question"),
]
