"""The decision register of a committee."""

RULES = """
decisions:list GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
decisions:list POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
decisions:export GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
decisions:export POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
decisions:proof GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
decisions:proof POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
decisions:verify GET: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
decisions:verify POST: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
decisions:entry GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
decisions:entry POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
decisions:correct GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
decisions:correct POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
api_governance:committee-list GET: everyone=200 anon=401
api_governance:committee-detail GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=401
api_governance:meeting-list GET: everyone=200 anon=401
api_governance:meeting-detail GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=401
api_governance:decision-list GET: everyone=200 anon=401
api_governance:decision-detail GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=401
"""
