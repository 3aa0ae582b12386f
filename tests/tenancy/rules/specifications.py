"""Specifications of the function matrix, versions of the standard, and the steps of a case between hub and CCG."""

RULES = """
specifications:list GET: everyone=403 workers=200 readers=200 neighbour_lead=200 elsewhere=200 anon=302
specifications:list POST: everyone=405 anon=302
specifications:compare GET: everyone=403 workers=200 readers=200 neighbour_lead=200 elsewhere=200 anon=302
specifications:compare POST: everyone=405 anon=302
specifications:compare-file GET: everyone=403 workers=200 readers=200 neighbour_lead=200 elsewhere=200 anon=302
specifications:compare-file POST: everyone=405 anon=302
specifications:whose GET: everyone=403 workers=200 readers=200 neighbour_lead=200 elsewhere=200 anon=302
specifications:whose POST: everyone=405 anon=302
specifications:against GET: everyone=403 workers=200 readers=200 neighbour_lead=200 elsewhere=200 anon=302
specifications:against POST: everyone=405 anon=302
specifications:versions GET: everyone=403 workers=200 readers=200 neighbour_lead=200 elsewhere=200 anon=302
specifications:versions POST: everyone=405 anon=302
specifications:start GET: workers=200 readers=403 practice=403 others=403 elsewhere=200 anon=302
specifications:start POST: workers=422 readers=403 practice=403 others=403 elsewhere=422 anon=302
specifications:draft-version GET: workers=403 heads=200 readers=403 practice=403 others=403 stranger_head=200 anon=302
specifications:draft-version POST: workers=403 heads=422 readers=403 practice=403 others=403 stranger_head=422 anon=302
specifications:version GET: everyone=404 heads=200 practice=403 others=403 neighbour_lead=404 elsewhere=404 anon=302
specifications:version POST: everyone=405 anon=302
specifications:version-area GET: workers=404 heads=200 readers=404 practice=404 others=404 anon=302
specifications:version-area POST: workers=404 heads=422 readers=404 practice=404 others=404 anon=302
specifications:publish-version GET: workers=404 heads=200 readers=404 practice=404 others=404 anon=302
specifications:publish-version POST: workers=404 heads=302 readers=404 practice=404 others=404 anon=302
specifications:put-away-version GET: everyone=405 anon=302
specifications:put-away-version POST: workers=404 heads=302 readers=404 practice=404 others=404 anon=302
specifications:specification GET: everyone=403 workers=200 readers=200 neighbour_lead=404 elsewhere=404 anon=302
specifications:specification POST: everyone=405 anon=302
specifications:changes GET: everyone=403 workers=200 readers=200 neighbour_lead=404 elsewhere=404 anon=302
specifications:changes POST: everyone=405 anon=302
specifications:file GET: everyone=403 workers=200 readers=200 neighbour_lead=404 elsewhere=404 anon=302
specifications:file POST: everyone=405 anon=302
specifications:area GET: workers=200 readers=403 practice=404 others=404 anon=302
specifications:area POST: workers=422 readers=403 practice=404 others=404 anon=302
specifications:redate GET: workers=200 readers=403 practice=404 others=404 anon=302
specifications:redate POST: workers=422 readers=403 practice=404 others=404 anon=302
specifications:act GET: workers=200 readers=403 practice=404 others=404 anon=302
specifications:act POST: workers=422 readers=403 practice=404 others=404 anon=302
specifications:sign GET: workers=403 director=302 readers=403 lead=302 practice=404 others=404 anon=302
specifications:sign POST: workers=403 director=302 readers=403 lead=302 practice=404 others=404 anon=302
functions:turn GET: workers=409 readers=403 practice=403 others=404 anon=302
functions:turn POST: workers=422 readers=403 practice=403 others=404 anon=302
api:specification-list GET: everyone=200 anon=401
api:specification-list POST: everyone=400 anon=401
api:specification-detail GET: workers=200 readers=200 practice=404 others=404 anon=401
api:specification-detail PATCH: workers=428 readers=428 practice=404 others=404 anon=401
api:specification-rows PATCH: workers=428 readers=428 practice=404 others=404 anon=401
api:specification-moves POST: workers=400 readers=400 practice=404 others=404 anon=401
api:specification-signatures POST: workers=400 readers=400 practice=404 others=404 anon=401
api:function-whose GET: everyone=400 anon=401
"""
