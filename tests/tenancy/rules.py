"""Who gets which answer at each address: the access table, tried cell by cell in test_addresses.py.

One line an address and method. `workers` work the CCG's cases, `readers` only read them, `others` belong to another
CCG, hub, committee or practice, or to none; later words override earlier ones, and a person may be named alone.
Forms are tried empty: 422 (or 400 from the API) means that the person got as far as filling it in.
"""

RULES = """
account_login GET: everyone=302 anon=200
account_login POST: everyone=302 anon=200
account_logout GET: everyone=200 anon=302
account_logout POST: everyone=302 anon=302
account_inactive GET: everyone=200 anon=200
account_inactive POST: everyone=405 anon=405
account_reauthenticate GET: everyone=200 anon=302
account_reauthenticate POST: everyone=200 anon=302
account_change_password GET: everyone=200 anon=302
account_change_password POST: everyone=200 anon=302
account_set_password GET: everyone=302 anon=302
account_set_password POST: everyone=302 anon=302
account_reset_password GET: everyone=200 anon=200
account_reset_password POST: everyone=200 anon=200
account_reset_password_done GET: everyone=200 anon=200
account_reset_password_done POST: everyone=405 anon=405
account_reset_password_from_key_done GET: everyone=200 anon=200
account_reset_password_from_key_done POST: everyone=405 anon=405
account_reset_password_from_key GET: everyone=200 anon=200
account_reset_password_from_key POST: everyone=200 anon=200

mfa_index GET: everyone=200 anon=302
mfa_index POST: everyone=405 anon=302
mfa_authenticate GET: everyone=302 anon=302
mfa_authenticate POST: everyone=302 anon=302
mfa_reauthenticate GET: everyone=302 anon=302
mfa_reauthenticate POST: everyone=302 anon=302
mfa_activate_totp GET: everyone=302 anon=302
mfa_activate_totp POST: everyone=302 anon=302
mfa_deactivate_totp GET: everyone=404 anon=302
mfa_deactivate_totp POST: everyone=404 anon=302
mfa_view_recovery_codes GET: everyone=404 anon=302
mfa_view_recovery_codes POST: everyone=405 anon=302
mfa_generate_recovery_codes GET: everyone=302 anon=302
mfa_generate_recovery_codes POST: everyone=302 anon=302
mfa_download_recovery_codes GET: everyone=404 anon=302
mfa_download_recovery_codes POST: everyone=404 anon=302
mfa_list_webauthn GET: everyone=200 anon=302
mfa_list_webauthn POST: everyone=405 anon=302
mfa_add_webauthn GET: everyone=302 anon=302
mfa_add_webauthn POST: everyone=302 anon=302
mfa_reauthenticate_webauthn GET: everyone=302 anon=302
mfa_reauthenticate_webauthn POST: everyone=302 anon=302
mfa_remove_webauthn GET: everyone=302 anon=302
mfa_remove_webauthn POST: everyone=302 anon=302
mfa_edit_webauthn GET: everyone=302 anon=302
mfa_edit_webauthn POST: everyone=302 anon=302
mfa_login_webauthn GET: everyone=302 anon=302
mfa_login_webauthn POST: everyone=302 anon=302

openid_connect_login GET: everyone=404 anon=404
openid_connect_login POST: everyone=404 anon=404
openid_connect_callback GET: everyone=404 anon=404
openid_connect_callback POST: everyone=404 anon=404

socialaccount_login_cancelled GET: everyone=200 anon=200
socialaccount_login_cancelled POST: everyone=405 anon=405
socialaccount_login_error GET: everyone=401 anon=401
socialaccount_login_error POST: everyone=405 anon=405

my_account GET: everyone=200 anon=302
my_account POST: everyone=200 anon=302

sign_out_elsewhere GET: everyone=405 anon=302
sign_out_elsewhere POST: everyone=302 anon=302

choose_organisation GET: everyone=200 anon=302
choose_organisation POST: everyone=200 anon=302

health:live GET: everyone=200 anon=200
health:live POST: everyone=405 anon=405
health:ready GET: everyone=200 anon=200
health:ready POST: everyone=405 anon=405

organisations:people GET: everyone=404 heads=200 lead=200 neighbour_lead=200 stranger_head=200 admin=200 anon=302
organisations:people POST: everyone=405 anon=302
organisations:invite GET: everyone=404 heads=200 lead=200 neighbour_lead=200 stranger_head=200 admin=200 anon=302
organisations:invite POST: everyone=404 heads=200 lead=200 neighbour_lead=200 stranger_head=200 admin=200 anon=302
organisations:withdraw GET: everyone=405 anon=302
organisations:withdraw POST: everyone=404 anon=302
organisations:accept GET: everyone=404 anon=404
organisations:accept POST: everyone=404 anon=404
organisations:person GET: everyone=404 heads=200 lead=200 admin=200 anon=302
organisations:person POST: everyone=405 anon=302
organisations:end_role GET: everyone=404 heads=200 lead=200 admin=200 anon=302
organisations:end_role POST: everyone=404 heads=302 lead=302 admin=302 anon=302
organisations:deactivate GET: everyone=405 anon=302
organisations:deactivate POST: everyone=302 anon=302
organisations:reactivate GET: everyone=405 anon=302
organisations:reactivate POST: everyone=302 anon=302
organisations:remove_second_factors GET: everyone=405 anon=302
organisations:remove_second_factors POST: everyone=302 anon=302

documents:document GET: workers=200 readers=200 others=404 practice=200 anon=302
documents:document POST: everyone=405 anon=302

notifications:notices GET: everyone=200 anon=302
notifications:notices POST: everyone=405 anon=302
notifications:read-all GET: everyone=405 anon=302
notifications:read-all POST: everyone=302 anon=302
notifications:read GET: everyone=405 anon=302
notifications:read POST: workers=404 readers=404 others=404 officer=302 practice=404 anon=302

functions:list GET: everyone=200 secretary=403 member=403 admin=403 nobody=403 anon=302
functions:list POST: everyone=405 anon=302
functions:export GET: everyone=200 secretary=403 member=403 admin=403 nobody=403 anon=302
functions:export POST: everyone=405 anon=302
functions:by-ccg GET: everyone=200 secretary=403 member=403 admin=403 nobody=403 anon=302
functions:by-ccg POST: everyone=405 anon=302
functions:bulk GET: everyone=405 anon=302
functions:bulk POST: workers=422 readers=403 others=403 elsewhere=422 practice=403 anon=302
functions:saved-views GET: everyone=200 secretary=403 member=403 admin=403 nobody=403 anon=302
functions:saved-views POST: everyone=422 secretary=403 member=403 admin=403 nobody=403 anon=302
functions:saved-view GET: workers=404 readers=404 others=404 officer=200 practice=404 anon=302
functions:saved-view POST: workers=404 readers=404 others=404 officer=302 practice=404 anon=302
functions:log GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
functions:log POST: workers=422 readers=403 others=403 elsewhere=422 practice=403 anon=302
functions:log-check GET: everyone=405 anon=302
functions:log-check POST: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
functions:practices GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
functions:practices POST: everyone=405 anon=302
functions:ask GET: workers=403 readers=403 others=403 practice=200 neighbour_practice=200 anon=302
functions:ask POST: workers=403 readers=403 others=403 practice=422 neighbour_practice=422 anon=302
functions:follow GET: everyone=404 anon=404
functions:follow POST: everyone=405 anon=405
functions:import GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
functions:import POST: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
functions:import-template GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
functions:import-template POST: everyone=405 anon=302
functions:query GET: workers=200 readers=200 others=404 practice=200 anon=302
functions:query POST: everyone=405 anon=302
functions:history GET: workers=200 readers=200 others=404 practice=403 anon=302
functions:history POST: everyone=405 anon=302
functions:views GET: workers=200 readers=200 others=404 practice=403 anon=302
functions:views POST: everyone=405 anon=302
functions:acknowledge GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:acknowledge POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:update GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:update POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:respond GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:respond POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:note GET: workers=200 readers=200 others=404 auditor=403 practice=403 anon=302
functions:note POST: workers=422 readers=422 others=404 auditor=403 practice=403 anon=302
functions:incoming GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:incoming POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:attach GET: workers=200 readers=200 others=404 auditor=403 practice=403 anon=302
functions:attach POST: workers=422 readers=422 others=404 auditor=403 practice=403 anon=302
functions:pause GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:pause POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:resume GET: workers=409 readers=403 others=404 practice=403 anon=302
functions:resume POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:exclude GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:exclude POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:include GET: workers=409 readers=403 others=404 practice=403 anon=302
functions:include POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:promise GET: workers=409 readers=403 others=404 practice=403 anon=302
functions:promise POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:withdraw GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:withdraw POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:reopen GET: workers=409 readers=403 others=404 practice=403 anon=302
functions:reopen POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:merge GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:merge POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:undo-merge GET: workers=409 readers=403 others=404 practice=403 anon=302
functions:undo-merge POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:split GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:split POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:link GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:link POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:unlink GET: everyone=405 anon=302
functions:unlink POST: workers=404 readers=403 others=404 practice=403 anon=302
functions:assign GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:assign POST: workers=422 readers=403 others=404 practice=403 anon=302
functions:take GET: everyone=405 anon=302
functions:take POST: workers=409 readers=403 others=404 practice=403 anon=302
functions:edit GET: workers=200 readers=403 others=404 practice=403 anon=302
functions:edit POST: workers=422 readers=403 others=404 practice=403 anon=302

matrix:activities GET: everyone=200 anon=302
matrix:activities POST: everyone=200 anon=302

settings:home GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
settings:home POST: everyone=405 anon=302
settings:closures GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
settings:closures POST: workers=422 readers=403 others=403 elsewhere=422 practice=403 anon=302
settings:policies GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
settings:policies POST: everyone=405 anon=302
settings:policy GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
settings:policy POST: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
settings:letters GET: workers=200 readers=403 others=403 elsewhere=200 practice=403 anon=302
settings:letters POST: everyone=405 anon=302

governance:committees GET: everyone=200 anon=302
governance:committees POST: everyone=200 anon=302
governance:committee GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
governance:committee POST: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302

finance:rates GET: everyone=200 anon=302
finance:rates POST: everyone=200 anon=302
finance:services GET: everyone=200 anon=302
finance:services POST: everyone=200 anon=302

api:schema GET: everyone=200 anon=200
api:docs GET: everyone=200 anon=302
api:docs POST: everyone=200 anon=302
api:token POST: everyone=400 anon=400
api:function-list GET: everyone=200 anon=401
api:what-if-clock POST: everyone=400 anon=401
api:ccg-list GET: everyone=200 anon=401
api:ccg-detail GET: workers=200 readers=200 others=404 practice=200 secretary=200 member=200 anon=401
api:practice-list GET: everyone=200 anon=401
api:practice-detail GET: workers=200 readers=200 others=404 practice=200 anon=401
api:query-list GET: everyone=200 anon=401
api:query-list POST: everyone=400 anon=401
api:query-detail GET: workers=200 readers=200 others=404 practice=200 anon=401
api:query-detail PATCH: workers=428 readers=428 others=404 practice=428 anon=401
api:query-act-assignment POST: workers=400 readers=400 others=404 practice=400 anon=401
api:query-act-correspondence GET: workers=200 readers=200 others=404 practice=200 anon=401
api:query-act-correspondence POST: workers=400 readers=400 others=404 practice=400 anon=401
api:query-act-events GET: workers=200 readers=200 others=404 practice=200 anon=401
api:query-act-events POST: workers=400 readers=400 others=404 practice=400 anon=401
api:query-act-links POST: workers=400 readers=400 others=404 practice=400 anon=401
api:query-act-merge POST: workers=400 readers=400 others=404 practice=400 anon=401
api:missing GET: everyone=404 anon=404

home GET: everyone=200 anon=302
home POST: everyone=405 anon=302

reporting:reports GET: workers=200 readers=200 others=403 elsewhere=200 practice=403 neighbour_lead=200 anon=302
reporting:reports POST: everyone=405 anon=302
reporting:standards GET: workers=200 readers=200 others=403 elsewhere=200 practice=403 neighbour_lead=200 anon=302
reporting:standards POST: everyone=405 anon=302
reporting:standards-cases GET: workers=404 readers=404 others=403 elsewhere=404 practice=403 neighbour_lead=404 anon=302
reporting:standards-cases POST: everyone=405 anon=302
reporting:monthly-logs GET: workers=200 readers=200 others=403 elsewhere=200 practice=403 neighbour_lead=200 anon=302
reporting:monthly-logs POST: everyone=405 anon=302
reporting:monthly-log GET: workers=200 readers=200 others=404 practice=404 anon=302
reporting:monthly-log POST: everyone=405 anon=302
reporting:monthly-log-issue GET: everyone=405 anon=302
reporting:monthly-log-issue POST: everyone=404 workers=403 heads=422 readers=403 anon=302
reporting:monthly-log-file GET: workers=200 readers=200 others=404 practice=404 anon=302
reporting:monthly-log-file POST: everyone=405 anon=302
reporting:monthly-log-confirm GET: everyone=405 anon=302
reporting:monthly-log-confirm POST: everyone=404 anon=302
reporting:monthly-log-check GET: everyone=404 anon=302
reporting:monthly-log-check POST: everyone=405 anon=302
reporting:history GET: workers=200 readers=200 others=404 elsewhere=200 practice=404 neighbour_lead=200 anon=302
reporting:history POST: everyone=405 anon=302
"""
