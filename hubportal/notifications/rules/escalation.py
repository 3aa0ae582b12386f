"""Who works a stream, and who hears when a date of it is missed (specification of casework, section 4)."""

OFFICER_ROLE = {"contracting": "hub_contracting_officer", "finance": "hub_finance_officer"}

# Stream to the role that hears of a breach; the CCG's named lead is copied.
ESCALATION_ROLE = {"contracting": "head_of_primary_care", "finance": "assistant_head_of_finance"}
COPIED_ROLE = "ccg_lead"
