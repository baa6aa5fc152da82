-- How often each state of each select_one item was answered in a unit, by SQL alone. The
-- CASE keeps get_byte from answers that end before the slot, whatever is evaluated first.
SELECT r.unit, i.item, CASE WHEN i.slot >= 0 AND i.slot < length(r.answers)
                            THEN get_byte(r.answers, i.slot) END AS state, count(*)
FROM hailong.response r, hailong.round o, hailong.form_item i
WHERE r.round = $1 AND o.code = $1 AND i.form = o.form AND i.version = o.form_version
  AND i.type = 'select_one'
GROUP BY r.unit, i.item, state;
