"""Pages of those who keep the portal running."""

RULES = """
work:list GET: everyone=404 heads=200 stranger_head=200 admin=200 anon=302
work:list POST: everyone=405 anon=302
work:item GET: everyone=404 heads=200 admin=200 anon=302
work:item POST: everyone=404 heads=422 admin=422 anon=302
reporting:installation GET: everyone=404 admin=200 anon=302
reporting:installation POST: everyone=405 anon=302
work:retry GET: everyone=405 anon=302
work:retry POST: everyone=404 anon=302
"""
