"""Contract variations."""

RULES = """
variations:list GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
variations:list POST: everyone=405 anon=302
variations:export GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
variations:export POST: everyone=405 anon=302
variations:new GET: workers=200 readers=403 practice=403 others=403 elsewhere=200 anon=302
variations:new POST: everyone=405 anon=302
variations:new-of-type GET: workers=200 readers=403 practice=403 others=403 elsewhere=200 anon=302
variations:new-of-type POST: workers=422 readers=403 practice=403 others=403 elsewhere=422 anon=302
variations:statutory GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
variations:statutory POST: workers=422 readers=403 practice=403 others=403 elsewhere=422 anon=302
variations:statutory-change GET: workers=200 readers=200 practice=404 others=404 anon=302
variations:statutory-change POST: workers=409 readers=409 practice=404 others=404 anon=302
variations:variation GET: workers=200 readers=200 practice=404 others=404 anon=302
variations:variation POST: everyone=405 anon=302
variations:tick GET: everyone=405 anon=302
variations:tick POST: workers=400 readers=403 practice=404 others=404 anon=302
variations:plan GET: workers=409 readers=403 practice=404 others=404 anon=302
variations:plan POST: workers=422 readers=403 practice=404 others=404 anon=302
variations:date GET: workers=409 readers=403 practice=404 others=404 anon=302
variations:date POST: workers=422 readers=403 practice=404 others=404 anon=302
variations:move GET: workers=200 readers=403 practice=404 others=404 anon=302
variations:move POST: workers=422 readers=403 practice=404 others=404 anon=302
api:variation-list GET: everyone=200 anon=401
api:variation-list POST: everyone=400 anon=401
api:variation-detail GET: workers=200 readers=200 practice=404 others=404 anon=401
api:variation-moves POST: workers=400 readers=400 practice=404 others=404 anon=401
"""
