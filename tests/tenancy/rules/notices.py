"""Notices to practices, practices of concern, and individual performers, who are absent for most."""

RULES = """
contract_notices:list GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
contract_notices:list POST: everyone=405 anon=302
contract_notices:export GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
contract_notices:export POST: everyone=405 anon=302
contract_notices:new GET: workers=200 readers=403 practice=403 others=403 elsewhere=200 anon=302
contract_notices:new POST: everyone=405 anon=302
contract_notices:new-of-sort GET: workers=200 readers=403 practice=403 others=403 elsewhere=200 anon=302
contract_notices:new-of-sort POST: workers=422 readers=403 practice=403 others=403 elsewhere=422 anon=302
contract_notices:notice GET: workers=200 readers=200 practice=404 others=404 anon=302
contract_notices:notice POST: everyone=405 anon=302
contract_notices:change GET: workers=200 readers=403 practice=404 others=404 anon=302
contract_notices:change POST: workers=422 readers=403 practice=404 others=404 anon=302
contract_notices:add-step GET: workers=200 readers=403 practice=404 others=404 anon=302
contract_notices:add-step POST: workers=422 readers=403 practice=404 others=404 anon=302
contract_notices:finish-step GET: everyone=405 anon=302
contract_notices:finish-step POST: workers=409 readers=403 practice=404 others=404 anon=302
contract_notices:move GET: workers=200 readers=403 practice=404 others=404 anon=302
contract_notices:move POST: workers=422 readers=403 practice=404 others=404 anon=302
concerns:list GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
concerns:list POST: everyone=405 anon=302
concerns:export GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
concerns:export POST: everyone=405 anon=302
concerns:new GET: workers=200 readers=403 practice=403 others=403 elsewhere=200 anon=302
concerns:new POST: workers=422 readers=403 practice=403 others=403 elsewhere=422 anon=302
concerns:concern GET: workers=200 readers=200 practice=404 others=404 anon=302
concerns:concern POST: everyone=405 anon=302
concerns:next GET: workers=200 readers=403 practice=404 others=404 anon=302
concerns:next POST: workers=422 readers=403 practice=404 others=404 anon=302
concerns:report GET: workers=200 readers=403 practice=404 others=404 anon=302
concerns:report POST: workers=422 readers=403 practice=404 others=404 anon=302
concerns:move GET: workers=200 readers=403 practice=404 others=404 anon=302
concerns:move POST: workers=422 readers=403 practice=404 others=404 anon=302
performers:list GET: everyone=404 heads=200 stranger_head=200 anon=302
performers:list POST: everyone=405 anon=302
performers:export GET: everyone=404 heads=200 stranger_head=200 anon=302
performers:export POST: everyone=405 anon=302
performers:new GET: everyone=404 heads=200 stranger_head=200 anon=302
performers:new POST: everyone=404 heads=422 stranger_head=422 anon=302
performers:performer GET: everyone=404 heads=200 anon=302
performers:performer POST: everyone=405 anon=302
performers:next GET: everyone=404 heads=200 anon=302
performers:next POST: everyone=404 heads=422 anon=302
performers:move GET: everyone=404 heads=200 anon=302
performers:move POST: everyone=404 heads=422 anon=302
api:notice-list GET: everyone=200 anon=401
api:notice-list POST: everyone=400 anon=401
api:notice-detail GET: workers=200 readers=200 practice=404 others=404 anon=401
api:notice-moves POST: workers=400 readers=400 practice=404 others=404 anon=401
api:practice-of-concern-list GET: everyone=200 anon=401
api:practice-of-concern-detail GET: workers=200 readers=200 practice=404 others=404 anon=401
api:practice-of-concern-moves POST: workers=400 readers=400 practice=404 others=404 anon=401
"""
