from django.urls import path

from .views import case, commitments, drafting, files, letters, moves, register, worklists

app_name = "postulates"
urlpatterns = [
    path("", register.register, name="register"),
    path("new/", drafting.start, name="start"),
    path("mine/", drafting.mine, name="mine"),
    path("queue/", worklists.queue, name="queue"),
    path("desk/", worklists.desk, name="desk"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/<int:pk>/", commitments.commitment, name="commitment"),
    path("<int:year>/<int:number>/", case.case, name="case"),
    path("<int:year>/<int:number>/sent/", drafting.sent, name="sent"),
    path("case/<uuid:key>/", case.draft, name="draft"),
    path("case/<uuid:key>/text/", drafting.edit, name="edit"),
    path("case/<uuid:key>/discard/", drafting.discard, name="discard"),
    path("letter/", letters.letter, name="letter"),
    path("case/<uuid:key>/files/<int:pk>/", files.download, name="file"),
    path("case/<uuid:key>/files/<int:pk>/remove/", files.remove, name="remove_file"),
    path("case/<uuid:key>/files/<slug:purpose>/", files.files, name="files"),
    path("case/<uuid:key>/<slug:name>/", moves.move, name="move"),
]
