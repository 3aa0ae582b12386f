"""The query log, the function matrix and the settings."""

RULES = """
functions:list GET: everyone=200 secretary=403 member=403 admin=403 nobody=403 anon=302
functions:list POST: everyone=405 anon=302
functions:export GET: everyone=200 secretary=403 member=403 admin=403 nobody=403 anon=302
functions:export POST: everyone=405 anon=302
functions:by-ccg GET: everyone=200 secretary=403 member=403 admin=403 nobody=403 anon=302
functions:by-ccg POST: everyone=405 anon=302
functions:bulk GET: everyone=405 anon=302
functions:bulk POST: workers=422 readers=403 others=403 elsewhere=422 practice=403 anon=302
functions:saved-views GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
functions:saved-views POST: workers=422 readers=422 practice=403 others=403 neighbour_lead=422 elsewhere=422 anon=302
functions:saved-view GET: workers=404 readers=404 others=404 officer=200 practice=404 anon=302
functions:saved-view POST: workers=404 readers=404 others=404 officer=302 practice=404 anon=302
functions:log GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
functions:log POST: workers=422 readers=403 others=403 elsewhere=422 practice=403 anon=302
functions:log-check GET: everyone=405 anon=302
functions:log-check POST: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
functions:practices GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
functions:practices POST: everyone=405 anon=302
functions:ask GET: workers=403 readers=403 others=403 practice=200 neighbour_practice=200 anon=302
functions:ask POST: workers=403 readers=403 others=403 practice=422 neighbour_practice=422 anon=302
functions:raise-concern GET: everyone=403 lead=200 finance_lead=200 neighbour_lead=200 anon=302
functions:raise-concern POST: everyone=403 lead=422 finance_lead=422 neighbour_lead=422 anon=302
functions:follow GET: everyone=404 anon=404
functions:follow POST: everyone=405 anon=405
functions:follow-judge GET: everyone=404 anon=404
functions:follow-judge POST: everyone=404 anon=404
functions:import GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
functions:import POST: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
functions:import-template GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
functions:import-template POST: everyone=405 anon=302
functions:query GET: workers=200 readers=200 others=404 practice=200 anon=302
functions:query POST: everyone=405 anon=302
functions:history GET: workers=200 readers=200 others=404 practice=403 anon=302
functions:history POST: everyone=405 anon=302
functions:follow-link GET: everyone=405 anon=302
functions:follow-link POST: workers=400 readers=403 others=404 practice=403 anon=302
functions:days GET: workers=200 readers=200 others=404 practice=200 anon=302
functions:days POST: everyone=405 anon=302
functions:satisfaction GET: workers=403 readers=403 others=404 practice=409 anon=302
functions:satisfaction POST: workers=403 readers=403 others=404 practice=409 anon=302
functions:sights GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:sights POST: everyone=405 anon=302
functions:views GET: workers=200 readers=200 others=404 practice=403 anon=302
functions:views POST: everyone=405 anon=302
functions:acknowledge GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:acknowledge POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:update GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:update POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:respond GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:respond POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:note GET: workers=200 readers=200 others=404 auditor=403 practice=403 anon=302
functions:note POST: workers=422 readers=422 others=404 auditor=403 practice=403 anon=302
functions:incoming GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:incoming POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:attach GET: workers=200 readers=200 others=404 auditor=403 practice=403 anon=302
functions:attach POST: workers=422 readers=422 others=404 auditor=403 practice=403 anon=302
functions:pause GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:pause POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:resume GET: workers=409 readers=403 others=404 practice=403 anon=302
functions:resume POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:exclude GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:exclude POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:include GET: workers=409 readers=403 others=404 practice=403 anon=302
functions:include POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:promise GET: workers=409 readers=403 others=404 practice=403 anon=302
functions:promise POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:withdraw GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:withdraw POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:reopen GET: workers=409 readers=403 others=404 practice=403 anon=302
functions:reopen POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:merge GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:merge POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:undo-merge GET: workers=409 readers=403 others=404 practice=403 anon=302
functions:undo-merge POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:split GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:split POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:link GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:link POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:unlink GET: everyone=405 anon=302
functions:unlink POST: workers=404 readers=403 others=404 practice=403 anon=302
functions:assign GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:assign POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:take GET: everyone=405 anon=302
functions:take POST: workers=409 readers=403 others=404 practice=403 anon=302
functions:edit GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:edit POST: workers=422 readers=403 others=404 practice=403 anon=302
settings:home GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
settings:home POST: everyone=405 anon=302
settings:closures GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
settings:closures POST: workers=422 readers=403 others=403 elsewhere=422 practice=403 anon=302
settings:policies GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
settings:policies POST: everyone=405 anon=302
settings:policy GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
settings:policy POST: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
settings:letters GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
settings:letters POST: everyone=405 anon=302
"""
