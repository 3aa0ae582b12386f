"""Readiness assessments of a CCG."""

LISTS = "workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302"
NONE = "practice=404 others=404 anon=302"
ACTS = "".join(
    f"""
readiness:{act} GET: workers=200 readers=403 lead=200 {NONE}
readiness:{act} POST: workers=422 readers=403 lead=422 {NONE}
"""
    for act in ("area", "complete", "withdraw")
)
RULES = f"""
readiness:list GET: {LISTS}
readiness:list POST: workers=405 readers=405 practice=405 others=405 anon=302
readiness:new GET: workers=200 readers=403 lead=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
readiness:new POST: workers=422 readers=403 lead=422 practice=403 others=403 neighbour_lead=422 elsewhere=422 anon=302
readiness:across GET: {LISTS}
readiness:across POST: everyone=405 anon=302
readiness:across-file GET: {LISTS}
readiness:across-file POST: everyone=405 anon=302
readiness:over-time GET: workers=200 readers=200 {NONE}
readiness:over-time POST: everyone=405 anon=302
readiness:over-time-file GET: workers=200 readers=200 {NONE}
readiness:over-time-file POST: everyone=405 anon=302
readiness:assessment GET: workers=200 readers=200 {NONE}
readiness:assessment POST: everyone=405 anon=302
{ACTS}
api_governance:readiness-list GET: everyone=200 anon=401
api_governance:readiness-list POST: everyone=400 anon=401
api_governance:readiness-moves POST: workers=400 readers=403 lead=400 practice=404 others=404 anon=401
api_governance:readiness-changes GET: workers=400 readers=400 practice=404 others=404 anon=401
api_governance:readiness-area GET: workers=200 readers=200 practice=404 others=404 anon=401
api_governance:readiness-area PATCH: workers=428 readers=403 lead=428 practice=404 others=404 anon=401
api_governance:readiness-detail GET: workers=200 readers=200 practice=404 others=404 anon=401
"""
