"""From drawn cases to rows, set-wise. Every date is a working day looked up by its number in `clocks_calendarday`.

`manage.py check_clocks` reads the clocks of the outcome afresh and finds the same dates: a test runs it.
"""

STAGE = """
CREATE TEMPORARY TABLE drawn (
  number bigint, ccg bigint, practice bigint, owner bigint, words integer, kind text, channel text, age integer,
  minute integer, acknowledged integer, promised integer, updated integer, paused integer, excluded integer,
  answered integer, tags text[]
) ON COMMIT DROP;
CREATE TEMPORARY TABLE words (number integer, subject text, detail text, stream text, category text) ON COMMIT DROP;
CREATE TEMPORARY TABLE counted ON COMMIT DROP AS
  SELECT number, day FROM clocks_calendarday WHERE calendar = 'england' AND is_working;
CREATE TEMPORARY TABLE counted_uk ON COMMIT DROP AS
  SELECT r.day, due.day AS due FROM clocks_calendarday r
  JOIN clocks_calendarday due ON due.calendar = 'uk' AND due.is_working AND due.number = r.number + 20
  WHERE r.calendar = 'uk';
"""

# The last key given, and the number of the last working day before today.
STANDING = """
SELECT (SELECT coalesce(max(id), 0) FROM functions_query), number - is_working::integer
FROM clocks_calendarday WHERE calendar = 'england' AND day = %s
"""

# The rows of cases with every date they need, named as the columns of the query log.
DATED = """
CREATE TEMPORARY TABLE dated ON COMMIT DROP AS
SELECT d.*, w.subject, w.detail, w.stream, w.category, p.id AS policy, r.day AS received_on,
  (r.day + time '08:30' + d.minute * interval '1 minute') AT TIME ZONE 'Europe/London' AS received_at,
  CASE WHEN d.kind <> 'foi' THEN ack_due.day END AS acknowledge_due_on,
  coalesce(ack.day, ans.day) AS acknowledged_on,
  CASE WHEN d.paused IS NOT NULL THEN NULL
       WHEN d.kind = 'foi' THEN uk.due
       WHEN d.kind = 'information_request' THEN prom.day
       ELSE resp_due.day END AS respond_due_on,
  ack.day AS ack_on, ans.day AS responded_on, upd.day AS updated_on, pau.day AS paused_on, exc.day AS excluded_on,
  prom.day AS promised_on,
  CASE d.kind WHEN 'information_request' THEN 'I' WHEN 'foi' THEN 'F' WHEN 'dispute' THEN 'D'
              WHEN 'concern' THEN 'H' WHEN 'incident' THEN 'N' ELSE 'Q' END AS letter
FROM drawn d
JOIN words w ON w.number = d.words
JOIN clocks_policyversion p ON p.hub_id IS NULL AND p.version = 1
  AND p.code = CASE WHEN d.kind IN ('information_request', 'foi') THEN d.kind ELSE 'query' END
JOIN counted r ON r.number = %(latest)s - d.age
JOIN counted ack_due ON ack_due.number = r.number + 5
JOIN counted resp_due ON resp_due.number = r.number + coalesce(d.updated, 0) + 20
JOIN counted_uk uk ON uk.day = r.day
LEFT JOIN counted ack ON ack.number = r.number + d.acknowledged
LEFT JOIN counted prom ON prom.number = r.number + d.promised
LEFT JOIN counted upd ON upd.number = r.number + d.updated
LEFT JOIN counted pau ON pau.number = r.number + d.paused
LEFT JOIN counted exc ON exc.number = r.number + d.excluded
LEFT JOIN counted ans ON ans.number = r.number + d.answered
"""

QUERIES = """
INSERT INTO functions_query (
  id, reference, public_id, kind, stream, category, subject, detail, channel, priority, tags, is_restricted,
  contact_name, contact_organisation, contact_email, contact_phone, team, received_at, received_on, state,
  acknowledge_due_on, acknowledged_on, respond_due_on, responded_on, next_step, next_due_on, paused_on,
  excluded_reason, acknowledge_standing, answer_standing, closed_on, outcome,
  logged_at, changed_at, version, ccg_id, hub_id, owner_id, policy_id, practice_id)
SELECT %(base)s + number,
  %(hub_code)s || '-' || letter || '-' || extract(year FROM received_on) || '-' || lpad(place::text, greatest(5,
    length(place::text)), '0'),
  gen_random_uuid(), kind, stream, category, subject, detail, channel, 'normal', tags, false, '', '', '', '',
  initcap(stream), received_at, received_on,
  CASE WHEN responded_on IS NULL THEN 'open' ELSE 'closed' END,
  acknowledge_due_on, acknowledged_on, respond_due_on, responded_on,
  CASE WHEN responded_on IS NOT NULL OR excluded_on IS NOT NULL THEN ''
       WHEN acknowledged_on IS NULL AND kind <> 'foi' THEN 'acknowledge' ELSE 'respond' END,
  CASE WHEN responded_on IS NOT NULL OR excluded_on IS NOT NULL OR paused_on IS NOT NULL THEN NULL
       WHEN acknowledged_on IS NULL AND kind <> 'foi' THEN acknowledge_due_on ELSE respond_due_on END,
  paused_on, CASE WHEN excluded_on IS NULL THEN '' ELSE 'further_investigation' END,
  CASE WHEN kind = 'foi' THEN '' WHEN acknowledged_on IS NULL THEN 'not_yet'
       WHEN acknowledged_on <= acknowledge_due_on THEN 'in_time' ELSE 'late' END,
  CASE WHEN kind = 'foi' THEN '' WHEN responded_on IS NULL THEN 'not_yet'
       WHEN responded_on <= respond_due_on THEN 'in_time' ELSE 'late' END,
  responded_on, '',
  received_at + interval '9 minutes',
  greatest(received_at + interval '9 minutes', (coalesce(responded_on, excluded_on, paused_on, updated_on, ack_on,
    received_on) + time '17:15') AT TIME ZONE 'Europe/London'),
  1 + num_nonnulls(ack_on, updated_on, paused_on, excluded_on, responded_on),
  ccg, %(hub)s, owner, policy, practice
FROM (SELECT dated.*, row_number() OVER (PARTITION BY letter, extract(year FROM received_on)
        ORDER BY received_at, number) AS place FROM dated) AS placed
ORDER BY number
"""

EVENTS = """
INSERT INTO functions_queryevent
  (kind, "on", promised_on, reason, note, at, by_id, ccg_id, hub_id, practice_id, query_id)
SELECT act.kind, act."on", act.promised_on, act.reason, '',
  (act."on" + time '17:00' + act.place * interval '2 minutes') AT TIME ZONE 'Europe/London',
  owner, ccg, %(hub)s, practice, %(base)s + number
FROM dated CROSS JOIN LATERAL (VALUES
  (1, 'acknowledged', ack_on, promised_on, ''),
  (2, 'update_given', updated_on, NULL, ''),
  (3, 'paused', dated.paused_on, NULL, 'Waiting for a form'),
  (4, 'excluded', excluded_on, NULL, 'further_investigation'),
  (5, 'responded', responded_on, NULL, '')
) AS act(place, kind, "on", promised_on, reason)
WHERE act."on" IS NOT NULL
ORDER BY number, act.place
"""

COUNTERS = """
INSERT INTO functions_referencecounter (hub_id, kind, year, last)
SELECT %(hub)s, letter, extract(year FROM received_on), count(*) FROM dated GROUP BY 2, 3;
SELECT app.count_all_tallies(%(hub)s);
SELECT setval(pg_get_serial_sequence('functions_query', 'id'), (SELECT max(id) FROM functions_query));
"""
