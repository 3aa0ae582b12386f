"""Terms of reference and members of a committee, and making one."""

RULES = """
terms:list GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
terms:list POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
terms:compare GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
terms:compare POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
terms:simulate GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
terms:simulate POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
terms:version GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
terms:version POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
terms:publish GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:publish POST: workers=404 readers=404 others=404 practice=404 secretary=302 member=403 anon=302
terms:members GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
terms:members POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
terms:members-csv GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
terms:members-csv POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
terms:begin GET: workers=404 readers=404 others=404 practice=404 secretary=409 member=403 anon=302
terms:begin POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:review GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:review POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:particulars GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:particulars POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:seat-add GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:seat-add POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:seat GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:seat POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:entry GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:entry POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:rule GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:rule POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:adopt GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:adopt POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:appoint GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:appoint POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:appointment GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:appointment POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:appointment-end GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:appointment-end POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:office GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:office POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:drop GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:drop POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:elect GET: workers=404 readers=404 others=404 practice=404 secretary=409 member=403 anon=302
terms:elect POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
terms:rule-kind GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
terms:rule-kind POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=403 anon=302
terms:seat-button GET: workers=404 readers=404 others=404 practice=404 secretary=405 member=403 anon=302
terms:seat-button POST: workers=404 readers=404 others=404 practice=404 secretary=400 member=403 anon=302
terms:entry-remove GET: workers=404 readers=404 others=404 practice=404 secretary=405 member=403 anon=302
terms:entry-remove POST: workers=404 readers=404 others=404 practice=404 secretary=400 member=403 anon=302
terms:rule-remove GET: workers=404 readers=404 others=404 practice=404 secretary=405 member=403 anon=302
terms:rule-remove POST: workers=404 readers=404 others=404 practice=404 secretary=400 member=403 anon=302

governance:new GET: everyone=403 heads=200 lead=200 neighbour_lead=200 stranger_head=200 admin=200 anon=302
governance:new POST: everyone=403 heads=422 lead=422 neighbour_lead=422 stranger_head=422 admin=422 anon=302
governance:managed GET: everyone=403 heads=200 lead=200 neighbour_lead=200 stranger_head=200 admin=200 anon=302
governance:managed POST: everyone=403 heads=405 lead=405 neighbour_lead=405 stranger_head=405 admin=405 anon=302
governance:join GET: everyone=404 heads=200 lead=200 admin=200 anon=302
governance:join POST: everyone=404 heads=422 lead=422 admin=422 anon=302
governance:leave GET: everyone=404 heads=200 lead=200 admin=200 anon=302
governance:leave POST: everyone=404 heads=422 lead=422 admin=422 anon=302
"""
