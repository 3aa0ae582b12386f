"""What waits for a committee's agenda, asking for a place from a record, and urgent decisions."""

RULES = """
carrying:ask GET: workers=200 readers=403 others=404 practice=404 secretary=404 member=404 anon=302
carrying:ask POST: workers=422 readers=403 others=404 practice=404 secretary=404 member=404 anon=302
carrying:waiting GET: everyone=403 workers=200 lead=200 finance_lead=200 neighbour_lead=200 elsewhere=200 anon=302
carrying:waiting POST: everyone=405 anon=302
carrying:settle GET: everyone=404 workers=200 readers=403 lead=200 finance_lead=200 anon=302
carrying:settle POST: everyone=404 workers=422 readers=403 lead=422 finance_lead=422 anon=302
api_governance:place-request GET: workers=200 readers=200 others=404 practice=404 anon=401
api_governance:place-request POST: workers=400 readers=403 others=404 practice=404 anon=401
carrying:urgent GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
carrying:urgent POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
carrying:requests GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
carrying:requests POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
carrying:request GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
carrying:request POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
carrying:place GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
carrying:place POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
carrying:decline GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
carrying:decline POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
carrying:answer GET: workers=404 readers=404 others=404 practice=404 secretary=409 member=403 anon=302
carrying:answer POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
api_governance:record-decision-list GET: everyone=200 anon=401
api_governance:record-decision-detail GET: everyone=404 workers=200 readers=200 anon=401
api_governance:record-decision-settling POST: everyone=404 workers=400 readers=403 lead=400 finance_lead=400 anon=401
"""
