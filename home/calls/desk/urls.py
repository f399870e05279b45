"""Addresses below ``/admin/calls/``; Wagtail lets in only who may enter the administration."""

from django.urls import path

from . import result_views, views

app_name = "calls_desk"
urlpatterns = [
    path("<int:pk>/extend/", views.ExtendView.as_view(), name="extend"),
    path("<int:pk>/evaluate/", views.EvaluateView.as_view(), name="evaluate"),
    path("<int:pk>/results/", result_views.ResultsView.as_view(), name="results"),
    path("<int:pk>/results/correct/", result_views.CorrectResultsView.as_view(), name="correct"),
    path("<int:pk>/cancel/", views.CancelView.as_view(), name="cancel"),
    path("<int:pk>/notice/", views.NoticeView.as_view(), name="notice"),
    path("<int:pk>/page/", views.PageView.as_view(), name="page"),
]
