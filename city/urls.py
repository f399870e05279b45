from django.urls import path

from . import place_views, views

app_name = "city"
urlpatterns = [
    path("places/<slug:code>/map.svg", place_views.map_drawing, name="map"),
    path("absences/", views.absences, name="absences"),
    path("absences/<int:pk>/cancel/", views.cancel, name="cancel_absence"),
]
