"""Quarterly self-certifications."""

RULES = """
certifications:list GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
certifications:list POST: workers=405 readers=405 practice=405 others=405 anon=302
certifications:new GET: workers=200 readers=403 lead=200 practice=403 others=403 \
neighbour_lead=200 elsewhere=200 anon=302
certifications:new POST: workers=422 readers=403 lead=422 practice=403 others=403 \
neighbour_lead=422 elsewhere=422 anon=302
certifications:certification GET: workers=200 readers=200 practice=404 others=404 anon=302
certifications:certification POST: everyone=405 anon=302
certifications:pdf GET: workers=200 readers=200 practice=404 others=404 anon=302
certifications:pdf POST: everyone=405 anon=302
certifications:statement GET: workers=200 readers=403 lead=200 practice=404 others=404 anon=302
certifications:statement POST: workers=422 readers=403 lead=422 practice=404 others=404 anon=302
certifications:sign GET: workers=403 readers=403 heads=302 lead=302 practice=404 others=404 anon=302
certifications:sign POST: workers=403 readers=403 heads=302 lead=302 practice=404 others=404 anon=302
certifications:done GET: workers=200 readers=403 lead=200 practice=404 others=404 anon=302
certifications:done POST: workers=422 readers=403 lead=422 practice=404 others=404 anon=302
api_governance:self-certification-list GET: everyone=200 anon=401
api_governance:self-certification-list POST: everyone=400 anon=401
api_governance:self-certification-statement PUT: workers=428 readers=403 lead=428 practice=404 others=404 anon=401
api_governance:self-certification-action-done POST: workers=428 readers=403 lead=428 practice=404 others=404 anon=401
api_governance:self-certification-detail GET: workers=200 readers=200 practice=404 others=404 anon=401
"""
