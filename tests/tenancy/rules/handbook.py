"""The handbook, the contact directory and the communications packs."""

RULES = """
handbook:handbook GET: workers=200 readers=200 others=403 elsewhere=200 neighbour_lead=200 practice=403 anon=302
handbook:handbook POST: everyone=405 anon=302
handbook:write GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
handbook:write POST: workers=422 readers=403 others=403 elsewhere=422 practice=403 anon=302
handbook:outstanding GET: everyone=403 heads=200 stranger_head=200 anon=302
handbook:outstanding POST: everyone=405 anon=302
handbook:remind GET: everyone=405 anon=302
handbook:remind POST: everyone=403 heads=302 stranger_head=302 anon=302
handbook:contacts GET: workers=200 readers=200 others=403 elsewhere=200 neighbour_lead=200 practice=403 anon=302
handbook:contacts POST: everyone=405 anon=302
handbook:packs GET: workers=200 readers=200 others=403 elsewhere=200 neighbour_lead=200 practice=403 anon=302
handbook:packs POST: everyone=405 anon=302
handbook:pack GET: workers=200 readers=200 others=403 elsewhere=404 neighbour_lead=404 practice=403 anon=302
handbook:pack POST: everyone=405 anon=302
handbook:pack-pdf GET: workers=200 readers=200 others=403 elsewhere=404 neighbour_lead=404 practice=403 anon=302
handbook:pack-pdf POST: everyone=405 anon=302
handbook:page GET: workers=200 readers=200 others=403 elsewhere=404 neighbour_lead=200 practice=403 anon=302
handbook:page POST: everyone=405 anon=302
handbook:read GET: everyone=405 anon=302
handbook:read POST: workers=404 readers=404 others=403 elsewhere=404 neighbour_lead=404 practice=403 anon=302
handbook:changes GET: workers=200 readers=200 others=403 elsewhere=404 neighbour_lead=200 practice=403 anon=302
handbook:changes POST: everyone=405 anon=302
handbook:draft GET: workers=200 readers=403 others=403 elsewhere=404 practice=403 anon=302
handbook:draft POST: workers=422 readers=403 others=403 elsewhere=404 practice=403 anon=302
handbook:publish GET: everyone=405 anon=302
handbook:publish POST: workers=403 heads=302 readers=403 others=403 elsewhere=404 practice=403 anon=302
handbook:retire GET: workers=403 heads=200 readers=403 others=403 elsewhere=404 practice=403 anon=302
handbook:retire POST: workers=403 heads=422 readers=403 others=403 elsewhere=404 practice=403 anon=302
handbook:version GET: workers=200 readers=200 others=403 elsewhere=404 neighbour_lead=200 practice=403 anon=302
handbook:version POST: everyone=405 anon=302
api:handbook-page-list GET: everyone=200 anon=401
api:handbook-page-list POST: workers=400 readers=403 others=403 elsewhere=400 practice=403 anon=401
api:handbook-page-detail GET: workers=200 readers=200 others=404 neighbour_lead=200 practice=404 anon=401
api:handbook-page-version GET: workers=200 readers=200 others=404 neighbour_lead=200 practice=404 anon=401
api:handbook-page-draft GET: workers=404 readers=403 others=404 neighbour_lead=403 practice=404 anon=401
api:handbook-page-draft PUT: workers=400 readers=403 others=404 neighbour_lead=403 practice=404 anon=401
api:handbook-page-publication POST: workers=403 readers=403 others=404 neighbour_lead=403 practice=404 anon=401
api:handbook-page-take-out POST: workers=403 heads=428 readers=403 others=404 neighbour_lead=403 practice=404 anon=401
api:handbook-page-readings POST: workers=400 readers=400 others=404 neighbour_lead=400 practice=404 anon=401
api:handbook-page-reminders POST: workers=403 heads=200 readers=403 others=404 neighbour_lead=403 practice=404 anon=401
api:handbook-outstanding GET: everyone=403 heads=200 stranger_head=200 anon=401
api:contact-list GET: workers=200 readers=200 others=403 elsewhere=200 neighbour_lead=200 practice=403 anon=401
"""
