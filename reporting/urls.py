"""The first page, reports, and the search of history; mounted at the root of the site."""

from django.urls import include, path

from reporting.views import exclusions, history, home, installation, monthly_log, reports, standards

app_patterns = [
    path("reports/", reports.reports, name="reports"),
    path("reports/standards/", standards.standards, name="standards"),
    path("reports/standards/cases/", standards.cases, name="standards-cases"),
    path("reports/exclusions/", exclusions.exclusions, name="exclusions"),
    path("reports/monthly-log/", monthly_log.choose, name="monthly-logs"),
    path("reports/monthly-log/<str:ods>/<str:code>/", monthly_log.log, name="monthly-log"),
    path("reports/monthly-log/<str:ods>/<str:code>/issue/", monthly_log.issue, name="monthly-log-issue"),
    path("reports/monthly-log/<str:ods>/<str:code>/file/<str:form>/", monthly_log.file, name="monthly-log-file"),
    path(
        "reports/monthly-log/<str:ods>/<str:code>/<int:version>/confirm/",
        monthly_log.confirm,
        name="monthly-log-confirm",
    ),
    path("reports/monthly-log/<str:ods>/<str:code>/<int:version>/check/", monthly_log.check, name="monthly-log-check"),
    path("installation/", installation.installation, name="installation"),
    path("history/", history.history, name="history"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("", include((app_patterns, "reporting"), namespace="reporting")),
]
