"""Who opens which page in the sweep of all pages; an address that is no page says what it is instead."""

# Who opens it: somebody of the cast; nobody; or `factors`, a person who has just set up second factors.
VISITS: dict[str, str] = {
    **dict.fromkeys(
        (
            "account_login", "account_inactive", "account_reset_password", "account_reset_password_done",
            "account_reset_password_from_key", "account_reset_password_from_key_done", "socialaccount_login_cancelled",
            "socialaccount_login_error", "organisations:accept", "functions:follow",
        ),
        "nobody at all",
    ),
    **dict.fromkeys(
        (
            "account_logout", "account_reauthenticate", "account_change_password", "my_account", "choose_organisation",
            "notifications:notices", "functions:list", "functions:by-ccg", "functions:saved-views",
            "functions:saved-view", "functions:log", "functions:import", "functions:query", "functions:history",
            "functions:views", "functions:acknowledge", "functions:update", "functions:respond", "functions:note",
            "functions:incoming", "functions:attach", "functions:pause", "functions:resume", "functions:exclude",
            "functions:include", "functions:promise", "functions:withdraw", "functions:reopen", "functions:merge",
            "functions:undo-merge", "functions:split", "functions:link", "functions:assign", "functions:edit",
            "matrix:activities", "api:docs", "specifications:list", "specifications:compare", "specifications:whose",
            "specifications:against", "specifications:versions", "specifications:start", "specifications:specification",
            "specifications:changes", "specifications:area", "specifications:redate", "specifications:act",
        ),
        "officer",
    ),
    **dict.fromkeys(
        (
            "organisations:people", "organisations:invite", "organisations:person", "organisations:end_role",
            "settings:home", "settings:closures", "settings:policies", "settings:policy", "settings:letters",
            "finance:rates", "finance:services", "home", "reporting:reports", "reporting:standards",
            "reporting:standards-cases", "reporting:monthly-logs", "reporting:monthly-log",
            "reporting:monthly-log-check", "reporting:history", "specifications:draft-version",
            "specifications:version", "specifications:version-area", "specifications:publish-version",
        ),
        "head",
    ),
    **dict.fromkeys(("governance:committees", "governance:committee"), "secretary"),
    "functions:ask": "practice",
    **dict.fromkeys(
        (
            "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
            "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn",
            "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
        ),
        "factors",
    ),
}  # fmt: skip

# What a page asks for in its address.
ASKED = {
    "reporting:standards-cases": "?ccg=05R&indicator=queries-acknowledged&group=received",
    "functions:list": "?view=all",
}

# Pages that say something else to another role, opened by each of these too.
ALSO: dict[str, tuple[str, ...]] = {
    "home": ("officer", "lead", "secretary", "practice", "auditor", "admin", "nobody"),
    "functions:list": ("practice", "lead", "stranger"),
    "functions:query": ("practice", "lead", "auditor"),
    "functions:history": ("lead",),
    "reporting:monthly-log": ("lead",),
    "reporting:standards": ("lead",),
    "settings:closures": ("officer",),
    "organisations:person": ("admin",),
    "organisations:people": ("admin", "lead"),
}

# Addresses that answer GET with something else than a page, and with what.
NO_PAGE: dict[str, str] = {
    "account_set_password": "sends on: everybody has a password",
    "openid_connect_login": "not found unless an identity provider is set",
    "openid_connect_callback": "not found unless an identity provider is set",
    "mfa_login_webauthn": "data for a script",
    "mfa_download_recovery_codes": "a file",
    "sign_out_elsewhere": "by POST only",
    "health:live": "data",
    "health:ready": "data",
    "organisations:withdraw": "by POST only",
    "organisations:deactivate": "by POST only",
    "organisations:reactivate": "by POST only",
    "organisations:remove_second_factors": "by POST only",
    "documents:document": "a file",
    "notifications:read-all": "by POST only",
    "notifications:read": "by POST only",
    "functions:export": "a file",
    "functions:bulk": "by POST only; its pages are in test_working_cases.py",
    "functions:log-check": "by POST only; part of the page that logs",
    "functions:practices": "data for a script",
    "functions:import-template": "a file",
    "functions:unlink": "by POST only",
    "functions:take": "by POST only",
    "reporting:monthly-log-issue": "by POST only",
    "reporting:monthly-log-file": "a file",
    "reporting:monthly-log-confirm": "by POST only",
    "api:schema": "data",
    "specifications:compare-file": "a file",
    "specifications:file": "a file",
    "specifications:put-away-version": "by POST only",
    "specifications:sign": "sends on: asks for a fresh sign-in; its page is in test_agreeing_a_specification.py",
    "functions:turn": "refused: the case falls under no function; its page is in test_agreeing_a_specification.py",
}
