"""Where readers ask about a call and read what others asked."""

from django.urls import path

from .questions import public_views as questions

urlpatterns = [
    path("<int:pk>/questions/", questions.questions, name="call_questions"),
    path("<int:pk>/ask/", questions.ask, name="call_question_ask"),
    path("<int:pk>/ask/thanks/", questions.asked, name="call_question_asked"),
]
