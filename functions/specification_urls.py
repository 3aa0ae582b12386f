"""Addresses of specifications and versions of the matrix."""

from django.urls import path

from functions.views.specifications import acting, lists, page, versions

app_name = "specifications"
REFERENCE = "<str:reference>"
VERSION = "versions/<uuid:public_id>"
urlpatterns = [
    path("", lists.listing, name="list"),
    path("start/", acting.start, name="start"),
    path("compare/", lists.compare, name="compare"),
    path("compare/xlsx/", lists.compare_file, name="compare-file"),
    path("whose/", lists.whose, name="whose"),
    path("against/", versions.against, name="against"),
    path("versions/", versions.versions, name="versions"),
    path("versions/draft/", versions.draft, name="draft-version"),
    path(f"{VERSION}/", versions.version, name="version"),
    path(f"{VERSION}/areas/<int:number>/", versions.version_area, name="version-area"),
    path(f"{VERSION}/publish/", versions.publish, name="publish-version"),
    path(f"{VERSION}/put-away/", versions.put_away, name="put-away-version"),
    path(f"{REFERENCE}/", page.specification, name="specification"),
    path(f"{REFERENCE}/areas/<int:number>/", acting.Area.as_view(), name="area"),
    path(f"{REFERENCE}/day/", acting.Redate.as_view(), name="redate"),
    path(f"{REFERENCE}/acts/<str:act>/", acting.Act.as_view(), name="act"),
    path(f"{REFERENCE}/sign/", acting.Sign.as_view(), name="sign"),
    path(f"{REFERENCE}/changes/", page.changed, name="changes"),
    path(f"{REFERENCE}/files/<str:form>/", page.file, name="file"),
]
