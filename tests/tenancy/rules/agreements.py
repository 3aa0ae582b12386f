"""Agreements and applications to change level."""

RULES = """
agreements:list GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
agreements:list POST: workers=405 readers=405 practice=405 others=405 anon=302
agreements:export GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
agreements:export POST: workers=405 readers=405 practice=405 others=405 anon=302
agreements:new GET: workers=200 readers=403 practice=403 others=403 elsewhere=200 anon=302
agreements:new POST: workers=422 readers=403 practice=403 others=403 elsewhere=422 anon=302
agreements:agreement GET: workers=200 readers=200 practice=404 others=404 anon=302
agreements:agreement POST: everyone=405 anon=302
agreements:version GET: workers=200 readers=200 practice=404 others=404 anon=302
agreements:version POST: everyone=405 anon=302
agreements:version-pdf GET: workers=200 readers=200 practice=404 others=404 anon=302
agreements:version-pdf POST: everyone=405 anon=302
agreements:edit GET: workers=200 readers=403 practice=404 others=404 anon=302
agreements:edit POST: workers=422 readers=403 practice=404 others=404 anon=302
agreements:move GET: workers=200 readers=403 practice=404 others=404 anon=302
agreements:move POST: workers=422 readers=403 practice=404 others=404 anon=302
agreements:sign GET: workers=403 readers=403 practice=404 others=404 heads=302 lead=302 anon=302
agreements:sign POST: workers=403 readers=403 practice=404 others=404 heads=302 lead=302 anon=302
agreements:paper GET: workers=200 readers=403 practice=404 others=404 anon=302
agreements:paper POST: workers=422 readers=403 practice=404 others=404 anon=302
agreements:amend GET: workers=200 readers=403 practice=404 others=404 anon=302
agreements:amend POST: workers=422 readers=403 practice=404 others=404 anon=302
agreements:extend GET: workers=200 readers=403 practice=404 others=404 anon=302
agreements:extend POST: workers=422 readers=403 practice=404 others=404 anon=302
agreements:drop-amendment GET: workers=200 readers=403 practice=404 others=404 anon=302
agreements:drop-amendment POST: workers=422 readers=403 practice=404 others=404 anon=302
agreements:notice GET: workers=403 readers=403 practice=404 others=404 heads=200 lead=200 anon=302
agreements:notice POST: workers=403 readers=403 practice=404 others=404 heads=422 lead=422 anon=302
agreements:leads GET: workers=200 readers=403 practice=404 others=404 anon=302
agreements:leads POST: workers=422 readers=403 practice=404 others=404 anon=302
agreements:review GET: workers=200 readers=403 practice=404 others=404 anon=302
agreements:review POST: workers=422 readers=403 practice=404 others=404 anon=302
agreements:new-priority GET: workers=200 readers=403 practice=404 others=404 anon=302
agreements:new-priority POST: workers=422 readers=403 practice=404 others=404 anon=302
agreements:priority GET: workers=200 readers=403 practice=404 others=404 anon=302
agreements:priority POST: workers=422 readers=403 practice=404 others=404 anon=302
levels:list GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
levels:list POST: workers=405 readers=405 practice=405 others=405 anon=302
levels:export GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
levels:export POST: workers=405 readers=405 practice=405 others=405 anon=302
levels:what-if GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
levels:what-if POST: workers=405 readers=405 practice=405 others=405 anon=302
levels:new GET: workers=200 readers=403 lead=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
levels:new POST: workers=422 readers=403 lead=422 practice=403 others=403 neighbour_lead=422 elsewhere=422 anon=302
levels:application GET: workers=200 readers=200 practice=404 others=404 anon=302
levels:application POST: everyone=405 anon=302
levels:edit GET: workers=200 readers=403 lead=200 practice=404 others=404 anon=302
levels:edit POST: workers=422 readers=403 lead=422 practice=404 others=404 anon=302
levels:point GET: workers=200 readers=403 lead=200 practice=404 others=404 anon=302
levels:point POST: workers=422 readers=403 lead=422 practice=404 others=404 anon=302
levels:ratings GET: workers=403 readers=403 lead=200 finance_lead=200 practice=404 others=404 anon=302
levels:ratings POST: workers=403 readers=403 lead=422 finance_lead=422 practice=404 others=404 anon=302
levels:signatories GET: workers=200 readers=403 lead=200 practice=404 others=404 anon=302
levels:signatories POST: workers=422 readers=403 lead=422 practice=404 others=404 anon=302
levels:sign GET: workers=403 readers=403 heads=302 lead=302 practice=404 others=404 anon=302
levels:sign POST: workers=403 readers=403 heads=302 lead=302 practice=404 others=404 anon=302
levels:move GET: workers=403 readers=403 heads=200 lead=200 practice=404 others=404 anon=302
levels:move POST: workers=403 readers=403 heads=422 lead=422 practice=404 others=404 anon=302
levels:panel GET: workers=403 readers=403 heads=200 practice=404 others=404 anon=302
levels:panel POST: workers=403 readers=403 heads=422 practice=404 others=404 anon=302
api_governance:what-if-vote POST: everyone=400 anon=401
api_governance:what-if-ballot POST: everyone=400 anon=401
api_governance:agreement-list GET: everyone=200 anon=401
api_governance:agreement-list POST: everyone=400 anon=401
api_governance:agreement-detail GET: workers=200 readers=200 practice=404 others=404 anon=401
api_governance:agreement-detail PATCH: workers=428 readers=428 practice=404 others=404 anon=401
api_governance:agreement-moves POST: workers=400 readers=400 practice=404 others=404 anon=401
api_governance:agreement-signatures POST: workers=400 readers=400 practice=404 others=404 anon=401
api_governance:agreement-act-amendment POST: workers=400 readers=400 practice=404 others=404 anon=401
api_governance:agreement-act-amendment DELETE: workers=409 readers=403 practice=404 others=404 anon=401
api_governance:agreement-act-extension POST: workers=400 readers=400 practice=404 others=404 anon=401
api_governance:agreement-act-paper-signatures POST: workers=400 readers=400 practice=404 others=404 anon=401
api_governance:agreement-act-leads PATCH: workers=428 readers=428 practice=404 others=404 anon=401
api_governance:agreement-act-notice GET: workers=200 readers=200 practice=404 others=404 anon=401
api_governance:agreement-act-reviews POST: workers=400 readers=400 practice=404 others=404 anon=401
api_governance:agreement-act-priorities POST: workers=400 readers=400 practice=404 others=404 anon=401
api_governance:agreement-act-priority PATCH: workers=428 readers=428 practice=404 others=404 anon=401
api_governance:level-application-list GET: everyone=200 anon=401
api_governance:level-application-list POST: everyone=400 anon=401
api_governance:level-application-detail GET: workers=200 readers=200 practice=404 others=404 anon=401
api_governance:level-application-detail PATCH: workers=428 readers=428 practice=404 others=404 anon=401
api_governance:level-application-moves POST: workers=400 readers=400 practice=404 others=404 anon=401
api_governance:level-application-signatures POST: workers=400 readers=400 practice=404 others=404 anon=401
api_governance:level-application-act-point POST: workers=400 readers=400 practice=404 others=404 anon=401
api_governance:level-application-act-ratings PUT: workers=428 readers=428 practice=404 others=404 anon=401
api_governance:level-application-act-signatories PUT: workers=428 readers=428 practice=404 others=404 anon=401
"""
