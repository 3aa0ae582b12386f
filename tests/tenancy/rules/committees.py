"""Committees and their files; each room of a committee has a module of its own beside this one."""

RULES = """
governance:file GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
governance:file POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302
"""
