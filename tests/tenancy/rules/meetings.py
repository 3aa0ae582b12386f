"""Meetings before they begin, and calendar feeds."""

RULES = """
meetings:list GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
meetings:list POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
meetings:meeting GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
meetings:meeting POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
meetings:plan GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:plan POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:add GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:add POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:change GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:change POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:cancel GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:cancel POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:add-item GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:add-item POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:item GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:item POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:interest GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:interest POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:add-paper GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:add-paper POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:replace-paper GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:replace-paper POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:withdraw-paper GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:withdraw-paper POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:notice GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:notice POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:send GET: workers=404 readers=404 others=404 practice=404 secretary=409 member=403 anon=302
meetings:send POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:publish GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:publish POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:dates GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:dates POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:supplement GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:supplement POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:withdraw-item GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:withdraw-item POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:defer GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:defer POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
meetings:apologise GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
meetings:apologise POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=422 anon=302
meetings:packs GET: workers=404 readers=404 others=404 practice=404 secretary=405 member=403 anon=302
meetings:packs POST: workers=404 readers=404 others=404 practice=404 secretary=302 member=403 anon=302
meetings:packs-again GET: workers=404 readers=404 others=404 practice=404 secretary=405 member=403 anon=302
meetings:packs-again POST: workers=404 readers=404 others=404 practice=404 secretary=302 member=403 anon=302
meetings:take-over GET: workers=404 readers=404 others=404 practice=404 secretary=405 member=403 anon=302
meetings:take-over POST: workers=404 readers=404 others=404 practice=404 secretary=302 member=403 anon=302
meetings:place GET: workers=404 readers=404 others=404 practice=404 secretary=405 member=403 anon=302
meetings:place POST: workers=404 readers=404 others=404 practice=404 secretary=302 member=403 anon=302
meetings:drop-interest GET: workers=404 readers=404 others=404 practice=404 secretary=405 member=403 anon=302
meetings:drop-interest POST: workers=404 readers=404 others=404 practice=404 secretary=302 member=403 anon=302
meetings:take-back GET: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
meetings:take-back POST: workers=404 readers=404 others=404 practice=404 secretary=302 member=302 anon=302
calendars:feeds GET: workers=403 readers=403 others=403 practice=403 secretary=200 member=200 anon=302
calendars:feeds POST: workers=403 readers=403 others=403 practice=403 secretary=302 member=302 anon=302
calendars:end GET: everyone=405 anon=302
calendars:end POST: everyone=404 secretary=302 anon=302
calendars:feed GET: everyone=404 anon=404
calendars:feed POST: everyone=405 anon=405
"""
