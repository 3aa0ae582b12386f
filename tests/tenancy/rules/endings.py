"""How cases of their kind end, and the ladder of a concern. The world's case is a query, which has neither."""

RULES = """
functions:finding GET: workers=409 readers=403 practice=403 others=404 anon=302
functions:finding POST: workers=409 readers=403 practice=403 others=404 anon=302
functions:review GET: workers=409 readers=403 practice=403 others=404 anon=302
functions:review POST: workers=422 readers=403 practice=403 others=404 anon=302
functions:pass-on GET: workers=409 readers=409 auditor=403 practice=403 others=404 anon=302
functions:pass-on POST: workers=422 readers=422 auditor=403 practice=403 others=404 anon=302
functions:settle GET: workers=409 readers=409 auditor=403 practice=403 others=404 anon=302
functions:settle POST: workers=422 readers=422 auditor=403 practice=403 others=404 anon=302
"""
