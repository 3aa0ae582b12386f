"""Mail that came in, and the mailboxes it is read from."""

RULES = """
functions:mail GET: workers=200 readers=403 practice=403 others=403 elsewhere=200 anon=302
functions:mail POST: everyone=405 anon=302
functions:mail-message GET: workers=200 readers=404 practice=404 others=404 elsewhere=404 anon=302
functions:mail-message POST: workers=422 readers=404 practice=404 others=404 elsewhere=404 anon=302
functions:mail-raw GET: workers=200 readers=404 practice=404 others=404 elsewhere=404 anon=302
functions:mail-raw POST: everyone=405 anon=302
settings:mailboxes GET: workers=200 readers=403 practice=403 others=403 elsewhere=200 anon=302
settings:mailboxes POST: workers=422 readers=403 practice=403 others=403 elsewhere=422 anon=302
settings:mailbox GET: workers=200 readers=404 practice=404 others=404 elsewhere=404 anon=302
settings:mailbox POST: workers=422 readers=404 practice=404 others=404 elsewhere=404 anon=302
"""
