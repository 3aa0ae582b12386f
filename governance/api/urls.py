"""Addresses of governance in the API."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from governance.api.agreements import AgreementViewSet, LevelApplicationViewSet

app_name = "api_governance"

router = SimpleRouter()
router.register("agreements", AgreementViewSet, basename="agreement")
router.register("level-applications", LevelApplicationViewSet, basename="level-application")

urlpatterns = [path("", include(router.urls))]
