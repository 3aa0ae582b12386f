"""Risks and opportunities of a CCG, and of a committee."""

LISTS = "workers=200 readers=200 practice=403 others=403 neighbour_lead=200 elsewhere=200 anon=302"
NONE = "practice=404 others=404 anon=302"
STRANGERS = "workers=404 readers=404 others=404 practice=404"
OF_CCG = [
    *(
        f"risks:{page} GET: {LISTS}\nrisks:{page} POST: everyone=405 anon=302"
        for page in ("list", "export", "report", "report-file")
    ),
    # Somebody of one CCG is sent on to its form, somebody of several is asked which.
    "risks:new GET: workers=200 officer=302 finance_officer=302 readers=403 lead=302 practice=403 others=403"
    " neighbour_lead=302 stranger=302 stranger_head=200 anon=302",
    "risks:new POST: everyone=405 anon=302",
    f"risks:risk GET: workers=200 readers=200 {NONE}",
    "risks:risk POST: everyone=405 anon=302",
    *(
        f"risks:{act} GET: workers=200 readers=403 lead=200 {NONE}\n"
        f"risks:{act} POST: workers=422 readers=403 lead=422 {NONE}"
        for act in ("raise", "change", "review", "close")
    ),
    "api_governance:risk-list GET: everyone=200 anon=401",
    "api_governance:risk-report GET: everyone=200 anon=401",
    "api_governance:risk-list POST: everyone=400 anon=401",
    "api_governance:risk-detail PATCH: workers=428 readers=403 lead=428 practice=404 others=404 anon=401",
    "api_governance:risk-reviews POST: workers=400 readers=403 lead=400 practice=404 others=404 anon=401",
    "api_governance:risk-closing POST: workers=400 readers=403 lead=400 practice=404 others=404 anon=401",
    "api_governance:risk-detail GET: workers=200 readers=200 practice=404 others=404 anon=401",
]
OF_COMMITTEE = [
    *(
        f"committee-risks:{page} GET: {STRANGERS} secretary=200 member=200 anon=302\n"
        f"committee-risks:{page} POST: {STRANGERS} secretary=405 member=405 anon=302"
        for page in ("list", "export", "report", "report-file", "risk")
    ),
    *(
        f"committee-risks:{act} GET: {STRANGERS} secretary=200 member=403 anon=302\n"
        f"committee-risks:{act} POST: {STRANGERS} secretary=422 member=403 anon=302"
        for act in ("new", "change", "review", "close")
    ),
    f"api_governance:committee-risk-list GET: {STRANGERS} secretary=200 member=200 anon=401",
    f"api_governance:committee-risk-report GET: {STRANGERS} secretary=200 member=200 anon=401",
    f"api_governance:committee-risk-list POST: {STRANGERS} secretary=400 member=403 anon=401",
    f"api_governance:committee-risk-detail GET: {STRANGERS} secretary=200 member=200 anon=401",
    f"api_governance:committee-risk-detail PATCH: {STRANGERS} secretary=428 member=403 anon=401",
    f"api_governance:committee-risk-reviews POST: {STRANGERS} secretary=400 member=403 anon=401",
    f"api_governance:committee-risk-closing POST: {STRANGERS} secretary=400 member=403 anon=401",
]
RULES = "\n".join([*OF_CCG, *OF_COMMITTEE])
