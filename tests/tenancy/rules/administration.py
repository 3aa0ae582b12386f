"""Pages of those who keep the portal running."""

RULES = """
functions:sight GET: everyone=404 workers=403 readers=403 heads=200 lead=200 auditor=200 practice=403 anon=302
functions:sight POST: everyone=405 anon=302
functions:sight-ccgs GET: everyone=404 heads=200 stranger_head=200 lead=200 neighbour_lead=200 auditor=200 anon=302
functions:sight-ccgs POST: everyone=405 anon=302
functions:sight-ccg GET: everyone=404 heads=200 lead=200 auditor=200 anon=302
functions:sight-ccg POST: everyone=405 anon=302
work:list GET: everyone=404 heads=200 stranger_head=200 admin=200 anon=302
work:list POST: everyone=405 anon=302
work:item GET: everyone=404 heads=200 admin=200 anon=302
work:item POST: everyone=404 heads=422 admin=422 anon=302
reporting:installation GET: everyone=404 admin=200 anon=302
reporting:installation POST: everyone=405 anon=302
work:retry GET: everyone=405 anon=302
work:retry POST: everyone=404 anon=302
"""
