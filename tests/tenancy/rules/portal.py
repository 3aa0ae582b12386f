"""Signing in, people, documents, notices, committees, finance, reports and the home page."""

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

end_session GET: everyone=405 anon=302
end_session POST: everyone=404 anon=302
revoke_token GET: everyone=405 anon=302
revoke_token POST: everyone=404 anon=302

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
organisations:changes GET: everyone=404 heads=200 lead=200 neighbour_lead=200 stranger_head=200 admin=200 anon=302
organisations:changes POST: everyone=405 anon=302
organisations:person_changes GET: everyone=404 heads=200 lead=200 admin=200 anon=302
organisations:person_changes POST: everyone=405 anon=302
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

matrix:activities GET: everyone=200 anon=302
matrix:activities POST: everyone=200 anon=302

governance:committees GET: everyone=200 anon=302
governance:committees POST: everyone=200 anon=302
governance:committee GET: workers=404 readers=404 others=404 practice=404 secretary=200 member=200 anon=302
governance:committee POST: workers=404 readers=404 others=404 practice=404 secretary=405 member=405 anon=302

finance:rates GET: everyone=200 anon=302
finance:rates POST: everyone=200 anon=302
finance:services GET: everyone=200 anon=302
finance:services POST: everyone=200 anon=302

home GET: everyone=200 anon=302
home POST: everyone=405 anon=302

reporting:reports GET: workers=200 readers=200 others=403 elsewhere=200 practice=403 neighbour_lead=200 anon=302
reporting:reports POST: everyone=405 anon=302
reporting:standards GET: workers=200 readers=200 others=403 elsewhere=200 practice=403 neighbour_lead=200 anon=302
reporting:standards POST: everyone=405 anon=302
reporting:standards-cases GET: workers=404 readers=404 others=403 elsewhere=404 practice=403 neighbour_lead=404 anon=302
reporting:standards-cases POST: everyone=405 anon=302
reporting:exclusions GET: workers=200 readers=200 others=403 elsewhere=200 practice=403 neighbour_lead=200 anon=302
reporting:exclusions POST: everyone=405 anon=302
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
