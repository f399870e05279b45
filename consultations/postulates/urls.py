from django.urls import path

from .views import case, clock, commitments, drafting, exports, feeds, moves, register, statistics, worklists

app_name = "postulates"
urlpatterns = [
    path("", register.register, name="register"),
    path("feed/", feeds.RegisterFeed(), name="register_feed"),
    path("postulates.csv", exports.register_csv, name="register_csv"),
    path("postulates.json", exports.register_json, name="register_json"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics.csv", statistics.statistics_csv, name="statistics_csv"),
    path("new/", drafting.start, name="start"),
    path("mine/", drafting.mine, name="mine"),
    path("queue/", worklists.queue, name="queue"),
    path("desk/", worklists.desk, name="desk"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/feed/", feeds.CommitmentsFeed(), name="commitments_feed"),
    path("commitments/commitments.csv", exports.commitments_csv, name="commitments_csv"),
    path("commitments/commitments.json", exports.commitments_json, name="commitments_json"),
    path("commitments/<int:pk>/", commitments.commitment, name="commitment"),
    path("commitments/<int:pk>/report/", commitments.report_progress, name="report_progress"),
    path("commitments/<int:pk>/milestones/", commitments.add_milestone, name="add_milestone"),
    path("commitments/milestones/<int:pk>/done/", commitments.milestone_done, name="milestone_done"),
    path("<int:year>/<int:number>/", case.case, name="case"),
    path("<int:year>/<int:number>/clock/", clock.clock, name="clock"),
    path("<int:year>/<int:number>/case.json", exports.case_json, name="case_json"),
    path("<int:year>/<int:number>/sent/", drafting.sent, name="sent"),
    path("case/<uuid:key>/", case.draft, name="draft"),
    path("case/<uuid:key>/text/", drafting.edit, name="edit"),
    path("case/<uuid:key>/discard/", drafting.discard, name="discard"),
    path("case/<uuid:key>/<slug:name>/", moves.move, name="move"),
]
