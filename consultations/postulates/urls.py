from django.urls import path

from . import views

app_name = "postulates"
urlpatterns = [
    path("", views.register, name="register"),
    path("new/", views.start, name="start"),
    path("mine/", views.mine, name="mine"),
    path("queue/", views.queue, name="queue"),
    path("desk/", views.desk, name="desk"),
    path("commitments/", views.commitments, name="commitments"),
    path("commitments/<int:pk>/", views.commitment, name="commitment"),
    path("<int:year>/<int:number>/", views.case, name="case"),
    path("<int:year>/<int:number>/sent/", views.sent, name="sent"),
    path("case/<uuid:key>/", views.draft, name="draft"),
    path("case/<uuid:key>/text/", views.edit, name="edit"),
    path("case/<uuid:key>/discard/", views.discard, name="discard"),
    path("case/<uuid:key>/<slug:name>/", views.move, name="move"),
]
