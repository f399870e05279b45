from django.urls import path

from .views import case, commitments, drafting, moves, queue, register, reports, worklists

app_name = "postulates"
urlpatterns = [
    path("", register.register, name="register"),
    path("new/", drafting.start, name="start"),
    path("mine/", drafting.mine, name="mine"),
    path("queue/", queue.queue, name="queue"),
    path("desk/", worklists.desk, name="desk"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/<int:pk>/", commitments.commitment, name="commitment"),
    path("<int:year>/<int:number>/", case.case, name="case"),
    path("<int:year>/<int:number>/report/", reports.report, name="report"),
    path("<int:year>/<int:number>/reported/", reports.reported, name="reported"),
    path("reports/<int:pk>/", reports.handle, name="handle_report"),
    path("<int:year>/<int:number>/sent/", drafting.sent, name="sent"),
    path("case/<uuid:key>/", case.draft, name="draft"),
    path("case/<uuid:key>/text/", drafting.edit, name="edit"),
    path("case/<uuid:key>/discard/", drafting.discard, name="discard"),
    path("case/<uuid:key>/<slug:name>/", moves.move, name="move"),
]
