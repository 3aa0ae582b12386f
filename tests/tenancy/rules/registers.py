"""Registers: lists, rows, files and the schedule of rent reviews."""

RULES = """
registers:registers GET: workers=200 readers=200 others=403 elsewhere=200 neighbour_lead=200 practice=403 anon=302
registers:registers POST: everyone=405 anon=302
registers:rows GET: workers=200 readers=200 others=403 elsewhere=200 neighbour_lead=200 practice=403 anon=302
registers:rows POST: everyone=405 anon=302
registers:export GET: workers=200 readers=200 others=403 elsewhere=200 neighbour_lead=200 practice=403 anon=302
registers:export POST: everyone=405 anon=302
registers:add GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
registers:add POST: workers=422 readers=403 others=403 elsewhere=422 practice=403 anon=302
registers:import GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
registers:import POST: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
registers:import-template GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
registers:import-template POST: everyone=405 anon=302
registers:rent-schedule GET: workers=200 readers=200 others=403 elsewhere=200 neighbour_lead=200 practice=403 anon=302
registers:rent-schedule POST: everyone=405 anon=302
registers:make-rent-schedule GET: everyone=405 anon=302
registers:make-rent-schedule POST: workers=302 readers=403 others=403 elsewhere=302 practice=403 anon=302
registers:row GET: workers=200 readers=200 others=404 practice=404 anon=302
registers:row POST: everyone=405 anon=302
registers:edit GET: workers=200 readers=403 others=404 practice=404 anon=302
registers:edit POST: workers=422 readers=403 others=404 practice=404 anon=302
registers:history GET: workers=200 readers=200 others=404 practice=404 anon=302
registers:history POST: everyone=405 anon=302
registers:act GET: workers=200 readers=403 others=404 practice=404 anon=302
registers:act POST: workers=422 readers=403 others=404 practice=404 anon=302
api:register-list GET: everyone=200 anon=401
api:register-row-list GET: workers=200 readers=200 others=404 elsewhere=200 neighbour_lead=200 practice=404 anon=401
api:register-row-list POST: workers=400 readers=400 others=404 elsewhere=400 neighbour_lead=400 practice=404 anon=401
api:row-detail GET: workers=200 readers=200 others=404 practice=404 anon=401
api:row-detail PATCH: workers=428 readers=428 others=404 practice=404 anon=401
api:row-moves POST: workers=400 readers=400 others=404 practice=404 anon=401
"""
