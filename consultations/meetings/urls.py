from django.urls import path

from . import views

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="list"),
    path("<int:pk>/", views.meeting, name="meeting"),
]
