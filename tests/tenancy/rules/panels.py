"""Resolution panels of concerns about the hub, and the list of people who may be asked."""

RULES = """
panels:list GET: workers=403 heads=200 readers=403 lead=200 finance_lead=200 practice=403 others=403 \
neighbour_lead=200 stranger_head=200 anon=302
panels:list POST: everyone=405 anon=302
panels:people GET: workers=403 heads=200 readers=403 practice=403 others=403 stranger_head=200 anon=302
panels:people POST: everyone=405 anon=302
panels:add-person GET: workers=403 heads=200 readers=403 practice=403 others=403 stranger_head=200 anon=302
panels:add-person POST: workers=403 heads=422 readers=403 practice=403 others=403 stranger_head=422 anon=302
panels:end-person GET: workers=404 heads=200 readers=404 practice=404 others=404 anon=302
panels:end-person POST: workers=404 heads=422 readers=404 practice=404 others=404 anon=302
panels:panel GET: workers=200 readers=200 practice=404 others=404 anon=302
panels:panel POST: everyone=405 anon=302
panels:choose GET: workers=403 heads=200 readers=200 auditor=403 practice=404 others=404 anon=302
panels:choose POST: workers=403 heads=422 readers=422 auditor=403 practice=404 others=404 anon=302
panels:decide GET: workers=403 heads=200 readers=200 auditor=403 practice=404 others=404 anon=302
panels:decide POST: workers=403 heads=422 readers=422 auditor=403 practice=404 others=404 anon=302
panels:done GET: workers=200 readers=200 auditor=403 practice=404 others=404 anon=302
api_governance:panel-list GET: workers=403 heads=200 readers=403 lead=200 finance_lead=200 practice=403 others=403 \
neighbour_lead=200 stranger_head=200 anon=401
api_governance:panel-detail GET: workers=200 readers=200 practice=404 others=404 anon=401
api_governance:panel-candidates GET: workers=403 heads=200 readers=200 auditor=403 practice=404 others=404 anon=401
api_governance:panel-choosing POST: workers=403 heads=400 readers=400 auditor=403 practice=404 others=404 anon=401
api_governance:panel-decision POST: workers=403 heads=400 readers=400 auditor=403 practice=404 others=404 anon=401
api_governance:panel-action-done POST: workers=400 readers=400 auditor=403 practice=404 others=404 anon=401
api_governance:panel-candidate-list GET: workers=403 heads=200 readers=403 practice=403 others=403 stranger_head=200 \
anon=401
api_governance:panel-candidate-list POST: workers=403 heads=400 readers=403 practice=403 others=403 \
stranger_head=400 anon=401
api_governance:panel-candidate-end POST: workers=404 heads=400 readers=404 practice=404 others=404 anon=401
panels:done POST: workers=422 readers=422 auditor=403 practice=404 others=404 anon=302
"""
