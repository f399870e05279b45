from django.urls import path

from . import views

app_name = "organisations"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("new/", views.register, name="register"),
    path("<int:pk>/", views.profile, name="profile"),
    path("<int:pk>/members/", views.members, name="members"),
    path("<int:pk>/verify/", views.verify, name="verify"),
]
