"""What terms of reference say, how a draft of them is put together, and when they are reviewed.

`composing` builds the rules of a draft, `wording` says them in sentences, `comparing` says how two versions differ,
`oddities` what to look at before they are adopted, `reviews` when they are reviewed, `membership` who may sit and hold
an office.
"""
