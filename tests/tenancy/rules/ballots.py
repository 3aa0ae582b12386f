"""Ballots of member practices; the round is a draft, so that what comes later is refused. The link is a false one."""

_WALL = "workers=404 readers=404 others=404 practice=404 anon=302"
_READ, _READ_POST = f"{_WALL} secretary=200 member=200", f"{_WALL} secretary=405 member=405"
_ACT, _ACT_POST = f"{_WALL} secretary=200 member=403", f"{_WALL} secretary=422 member=403"
_NOT_YET = f"{_WALL} secretary=409 member=403"
_FRESHLY = f"{_WALL} secretary=302 member=403"

RULES = f"""
ballots:list GET: {_READ}
ballots:list POST: {_READ_POST}
ballots:new GET: {_ACT}
ballots:new POST: {_ACT_POST}
ballots:answer GET: everyone=404 anon=404
ballots:answer POST: everyone=404 anon=404
ballots:ballot GET: {_READ}
ballots:ballot POST: {_READ_POST}
ballots:roll-csv GET: {_READ}
ballots:roll-csv POST: {_READ_POST}
ballots:addresses GET: {_ACT}
ballots:addresses POST: {_ACT_POST}
ballots:entry GET: {_ACT}
ballots:entry POST: {_ACT_POST}
ballots:new-round GET: {_ACT}
ballots:new-round POST: {_ACT_POST}
ballots:round GET: {_READ}
ballots:round POST: {_READ_POST}
ballots:change GET: {_ACT}
ballots:change POST: {_ACT_POST}
ballots:issue GET: {_ACT}
ballots:issue POST: {_ACT_POST}
ballots:extend GET: {_NOT_YET}
ballots:extend POST: {_ACT_POST}
ballots:close GET: {_NOT_YET}
ballots:close POST: {_ACT_POST}
ballots:call-off GET: {_ACT}
ballots:call-off POST: {_ACT_POST}
ballots:paper GET: {_NOT_YET}
ballots:paper POST: {_ACT_POST}
ballots:form GET: {_NOT_YET}
ballots:form POST: {_WALL} secretary=405 member=403
ballots:certify GET: {_FRESHLY}
ballots:certify POST: {_FRESHLY}
ballots:publish GET: {_FRESHLY}
ballots:publish POST: {_FRESHLY}
ballots:evidence GET: {_WALL} secretary=409 member=409
ballots:evidence POST: {_WALL} secretary=409 member=409
ballots:csv GET: {_WALL} secretary=409 member=409
ballots:csv POST: {_WALL} secretary=409 member=409
ballots:link GET: {_NOT_YET}
ballots:link POST: {_ACT_POST}
ballots:set-aside GET: {_NOT_YET}
ballots:set-aside POST: {_ACT_POST}
"""
