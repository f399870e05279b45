"""Addresses about calls that are not pages of their own."""

from django.urls import path

from .preparing import views as preparing
from .questions import public_views as questions

urlpatterns = [
    path("<int:pk>/questions/", questions.questions, name="call_questions"),
    path("<int:pk>/ask/", questions.ask, name="call_question_ask"),
    path("<int:pk>/ask/thanks/", questions.asked, name="call_question_asked"),
    path("<int:pk>/prepare/", preparing.prepare, name="call_prepare"),
    path("preparations/", preparing.preparations, name="call_preparations"),
    path("preparations/<uuid:key>/", preparing.preparation, name="call_preparation"),
    path("preparations/<uuid:key>/delete/", preparing.delete, name="call_preparation_delete"),
    path("preparations/<uuid:key>/present/", preparing.present, name="call_preparation_present"),
]
