from django.urls import path

from . import views

app_name = "city"
urlpatterns = [
    path("absences/", views.absences, name="absences"),
    path("absences/<int:pk>/cancel/", views.cancel, name="cancel_absence"),
]
