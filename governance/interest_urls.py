"""Addresses of interests, gifts and procurement decisions."""

from django.urls import path, re_path

from governance.views import gifts, interest_reviews, interests, procurement, publishing

app_name = "interests"

PROCUREMENT = "procurement/<int:number>"
urlpatterns = [
    path("", interests.Register.as_view(), name="list"),
    re_path(
        r"^export/(?P<register>interests|gifts|procurement)\.(?P<form>csv|xlsx)$",
        interests.Export.as_view(),
        name="export",
    ),
    path("new/", interests.Declare.as_view(), name="new"),
    path("mine/", interest_reviews.Mine.as_view(), name="mine"),
    path("reviews/", interest_reviews.Reviews.as_view(), name="reviews"),
    path("reviews/<uuid:appointment>/", interest_reviews.Review.as_view(), name="review"),
    path("meetings/<int:number>/", interests.Matches.as_view(), name="matches"),
    path("<int:number>/", interests.Entry.as_view(), name="interest"),
    path("<int:number>/correct/", interests.Correct.as_view(), name="correct"),
    path("<int:number>/end/", interests.End.as_view(), name="end"),
    path("gifts/", gifts.Gifts.as_view(), name="gifts"),
    path("gifts/new/", gifts.New.as_view(), name="new-gift"),
    path("gifts/<int:number>/", gifts.Entry.as_view(), name="gift"),
    path("gifts/<int:number>/correct/", gifts.Correct.as_view(), name="correct-gift"),
    path("gifts/<int:number>/review/", gifts.Review.as_view(), name="review-gift"),
    path("procurement/", procurement.Procurements.as_view(), name="procurements"),
    path("procurement/new/", procurement.New.as_view(), name="new-procurement"),
    path(f"{PROCUREMENT}/", procurement.Decision.as_view(), name="procurement"),
    path(f"{PROCUREMENT}/change/", procurement.Change.as_view(), name="change-procurement"),
    path(f"{PROCUREMENT}/answers/", procurement.Answers.as_view(), name="procurement-answers"),
    path(f"{PROCUREMENT}/conflicts/new/", procurement.NewConflict.as_view(), name="new-conflict"),
    path(f"{PROCUREMENT}/conflicts/<int:conflict>/", procurement.Conflict.as_view(), name="conflict"),
    path(f"{PROCUREMENT}/record/", procurement.Record.as_view(), name="record-procurement"),
    path("published/", publishing.Published.as_view(), name="published"),
    path("published/<slug:kind>/publish/", publishing.Publish.as_view(), name="publish"),
    path("published/<uuid:publication>/withdraw/", publishing.Withdraw.as_view(), name="withdraw"),
]
