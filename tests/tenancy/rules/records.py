"""What every kind of record shares: dates to keep, letters, files and links."""

RULES = """
records:due GET: workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302
records:due POST: workers=405 readers=405 practice=405 others=405 anon=302
records:post GET: workers=200 readers=403 practice=403 others=403 elsewhere=200 anon=302
records:post POST: workers=405 readers=405 practice=405 others=405 anon=302
records:post-bundle GET: workers=200 readers=404 practice=404 others=404 anon=302
records:post-bundle POST: everyone=405 anon=302
records:open GET: workers=302 readers=302 practice=302 others=404 anon=302
records:open POST: everyone=405 anon=302
records:letter GET: workers=200 readers=200 practice=404 others=404 anon=302
records:letter POST: everyone=405 anon=302
records:preview-letter GET: workers=200 readers=200 practice=404 others=404 anon=302
records:preview-letter POST: everyone=405 anon=302
records:change-letter GET: everyone=405 anon=302
records:change-letter POST: workers=302 readers=403 practice=404 others=404 anon=302
records:write-letter GET: workers=200 readers=403 practice=403 others=404 anon=302
records:write-letter POST: workers=422 readers=403 practice=403 others=404 anon=302
records:add-files GET: workers=200 readers=403 practice=403 others=404 anon=302
records:add-files POST: workers=422 readers=403 practice=403 others=404 anon=302
records:link GET: workers=200 readers=403 practice=403 others=404 anon=302
records:link POST: workers=422 readers=403 practice=403 others=404 anon=302
records:unlink GET: everyone=405 anon=302
records:unlink POST: workers=404 readers=403 practice=403 others=404 anon=302
"""
