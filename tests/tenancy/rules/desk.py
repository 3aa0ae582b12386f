"""The live desk: read by the committee's people; entered by its secretary, and by members for themselves."""

RULES = """
desk:desk GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
desk:desk POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
desk:mine GET: workers=404 readers=404 others=404 practice=404 secretary=403 member=200 anon=302
desk:mine POST: workers=404 readers=404 others=404 practice=404 secretary=403 member=405 anon=302
desk:enter GET: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
desk:enter POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=422 anon=302
desk:since GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
desk:since POST: workers=405 readers=405 others=405 practice=405 secretary=405 member=405 anon=302
desk:step-back GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=403 anon=302
desk:step-back POST: workers=404 readers=404 others=404 practice=404 secretary=422 member=403 anon=302
desk:motion GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
desk:motion POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
desk:replay GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
desk:replay POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
"""
