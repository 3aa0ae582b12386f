"""Enhanced services, invitations and local schemes. The link here is a false one: tests of pages try real ones."""

_OFFER = "workers=200 readers=200 others=403 neighbour_lead=200 elsewhere=404 practice=403 anon=302"
_WORK = "readers=403 others=403 elsewhere=404 practice=403 anon=302"
_PRACTICE = "others=403 neighbour_lead=404 elsewhere=404 practice=403 anon=302"

# A practice's own people alone; that invitation is over, so that an answer to it is refused, and has no specification.
_OWN = "workers=403 readers=403 others=403 anon=302"

# The first gate is the CCG's to pass; a scheme is put down by the CCG, or by the hub for it.
_PROPOSERS = "others=403 practice=403 anon=302"

# Over the API: what is not worked is read, and to anybody who does not read it is not there. Acts say which version.
_API = "workers=200 readers=200 others=404 practice=404 anon=401"
_API_OFFER = "workers=200 readers=200 others=404 neighbour_lead=200 practice=404 anon=401"
_API_OFFER_WORK = "readers=403 others=404 neighbour_lead=403 practice=404 anon=401"
_API_PROPOSERS = "others=403 neighbour_lead=400 elsewhere=400 practice=403 anon=401"
_API_WORK = "readers=403 others=404 practice=404 anon=401"

RULES = f"""
enhanced:services GET: workers=200 readers=200 others=403 elsewhere=200 neighbour_lead=200 practice=403 anon=302
enhanced:services POST: everyone=405 anon=302
enhanced:add GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
enhanced:add POST: workers=422 readers=403 others=403 elsewhere=422 practice=403 anon=302
enhanced:answer GET: everyone=404 anon=404
enhanced:answer POST: everyone=404 anon=404
enhanced:specification GET: everyone=404 anon=404
enhanced:specification POST: everyone=405 anon=405
enhanced:own-invitations GET: {_OWN} neighbour_practice=200 practice=200
enhanced:own-invitations POST: everyone=405 anon=302
enhanced:own-answer GET: {_OWN} neighbour_practice=404 practice=200
enhanced:own-answer POST: {_OWN} neighbour_practice=404 practice=409
enhanced:own-specification GET: {_OWN} neighbour_practice=404 practice=404
enhanced:own-specification POST: everyone=405 anon=302
enhanced:offer GET: {_OFFER}
enhanced:offer POST: everyone=405 anon=302
enhanced:change GET: workers=200 {_WORK}
enhanced:change POST: workers=422 {_WORK}
enhanced:invite GET: workers=200 {_WORK}
enhanced:invite POST: workers=422 {_WORK}
enhanced:remind GET: workers=200 {_WORK}
enhanced:remind POST: workers=422 {_WORK}
enhanced:last-day GET: workers=200 {_WORK}
enhanced:last-day POST: workers=422 {_WORK}
enhanced:export GET: {_OFFER}
enhanced:export POST: everyone=405 anon=302
enhanced:monitoring GET: {_OFFER}
enhanced:monitoring POST: workers=422 {_WORK}
enhanced:report GET: {_OFFER}
enhanced:report POST: everyone=405 anon=302
enhanced:report-pdf GET: {_OFFER}
enhanced:report-pdf POST: everyone=405 anon=302
enhanced:report-export GET: {_OFFER}
enhanced:report-export POST: everyone=405 anon=302
enhanced:invitation GET: workers=200 readers=200 {_PRACTICE}
enhanced:invitation POST: everyone=405 anon=302
enhanced:paper-answer GET: workers=200 readers=403 {_PRACTICE}
enhanced:paper-answer POST: workers=422 readers=403 {_PRACTICE}
enhanced:withdraw GET: workers=200 readers=403 {_PRACTICE}
enhanced:withdraw POST: workers=422 readers=403 {_PRACTICE}
enhanced:take-back GET: workers=404 readers=403 {_PRACTICE}
enhanced:take-back POST: workers=422 readers=403 {_PRACTICE}
enhanced:new-link GET: workers=200 readers=403 {_PRACTICE}
enhanced:new-link POST: workers=422 readers=403 {_PRACTICE}
api:enhanced-service-list GET: everyone=200 anon=401
api:enhanced-service-list POST: workers=400 readers=403 others=403 elsewhere=400 practice=403 anon=401
api:enhanced-service-detail GET: {_API_OFFER}
api:enhanced-service-detail PATCH: workers=428 {_API_OFFER_WORK}
api:enhanced-service-specification PUT: workers=428 {_API_OFFER_WORK}
api:enhanced-service-invite POST: workers=409 {_API_OFFER_WORK}
api:enhanced-service-remind POST: workers=409 {_API_OFFER_WORK}
api:enhanced-service-last-day PUT: workers=428 {_API_OFFER_WORK}
api:enhanced-service-returns GET: {_API_OFFER}
api:enhanced-service-report GET: {_API_OFFER}
api:local-scheme-list GET: everyone=200 anon=401
api:local-scheme-list POST: workers=400 readers=400 auditor=403 {_API_PROPOSERS}
api:local-scheme-detail GET: {_API}
api:local-scheme-detail PATCH: workers=428 {_API_WORK}
api:local-scheme-specification PUT: workers=428 {_API_WORK}
api:local-scheme-invite POST: workers=409 {_API_WORK}
api:local-scheme-remind POST: workers=409 {_API_WORK}
api:local-scheme-last-day PUT: workers=428 {_API_WORK}
api:local-scheme-returns GET: {_API}
api:local-scheme-report GET: {_API}
api:local-scheme-pass-gate POST: workers=415 readers=415 others=404 practice=404 anon=401
api:local-scheme-moves POST: workers=400 readers=400 others=404 practice=404 anon=401
api:invitation-list GET: everyone=200 anon=401
api:invitation-of-practice-detail GET: {_API}
api:invitation-of-practice-paper-answer POST: workers=428 {_API_WORK}
api:invitation-of-practice-new-link POST: workers=428 {_API_WORK}
api:invitation-of-practice-withdraw POST: workers=428 {_API_WORK}
api:invitation-of-practice-returns POST: workers=428 {_API_WORK}
api:invitation-of-practice-take-back POST: workers=428 {_API_WORK}
schemes:schemes GET: workers=200 readers=200 others=403 elsewhere=200 neighbour_lead=200 practice=403 anon=302
schemes:schemes POST: everyone=405 anon=302
schemes:propose GET: workers=200 lead=200 finance_lead=200 auditor=403 {_PROPOSERS} neighbour_lead=200 elsewhere=200
schemes:propose POST: workers=422 lead=422 finance_lead=422 auditor=403 {_PROPOSERS} neighbour_lead=422 elsewhere=422
schemes:scheme GET: workers=200 readers=200 {_PRACTICE}
schemes:scheme POST: everyone=405 anon=302
schemes:act GET: workers=403 lead=200 finance_lead=200 auditor=403 practice=404 others=404 anon=302
schemes:act POST: workers=403 lead=422 finance_lead=422 auditor=403 practice=404 others=404 anon=302
"""
