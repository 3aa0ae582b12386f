"""The API."""

RULES = """
api:schema GET: everyone=200 anon=200
api:docs GET: everyone=200 anon=302
api:docs POST: everyone=200 anon=302
api:token POST: everyone=400 anon=400
api:function-list GET: everyone=200 anon=401
api:what-if-clock POST: everyone=400 anon=401
api:ccg-list GET: everyone=200 anon=401
api:ccg-detail GET: workers=200 readers=200 others=404 practice=200 secretary=200 member=200 anon=401
api:practice-list GET: everyone=200 anon=401
api:practice-detail GET: workers=200 readers=200 others=404 practice=200 anon=401
api:query-list GET: everyone=200 anon=401
api:query-list POST: everyone=400 anon=401
api:query-detail GET: workers=200 readers=200 others=404 practice=200 anon=401
api:query-detail PATCH: workers=428 readers=428 others=404 practice=428 anon=401
api:query-act-assignment POST: workers=400 readers=400 others=404 practice=400 anon=401
api:query-act-correspondence GET: workers=200 readers=200 others=404 practice=200 anon=401
api:query-act-correspondence POST: workers=400 readers=400 others=404 practice=400 anon=401
api:query-act-events GET: workers=200 readers=200 others=404 practice=200 anon=401
api:query-act-events POST: workers=400 readers=400 others=404 practice=400 anon=401
api:query-act-links POST: workers=400 readers=400 others=404 practice=400 anon=401
api:query-act-merge POST: workers=400 readers=400 others=404 practice=400 anon=401
api:query-routing-turns GET: workers=200 readers=200 others=404 practice=404 anon=401
api:query-routing-turns POST: workers=400 readers=400 others=404 practice=404 anon=401
api:query-routing-escalation GET: workers=200 readers=200 others=404 practice=404 anon=401
api:query-routing-escalation POST: workers=400 readers=400 others=404 practice=404 anon=401
api:query-ending-finding GET: workers=200 readers=200 others=404 practice=404 anon=401
api:query-ending-finding PUT: workers=428 readers=403 others=404 practice=404 anon=401
api:query-ending-review POST: workers=400 readers=403 others=404 practice=404 anon=401
api:missing GET: everyone=404 anon=404
"""
