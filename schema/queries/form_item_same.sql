-- Whether form_item has this very row; the parameters are those of form_item_insert.
SELECT EXISTS (SELECT FROM hailong.form_item
  WHERE form = $1 AND version = $2::smallint AND item = $3 AND type = $4
    AND slot IS NOT DISTINCT FROM $5::integer AND width IS NOT DISTINCT FROM $6::integer
    AND choices IS NOT DISTINCT FROM
      (SELECT array_agg(name ORDER BY place)
       FROM json_array_elements_text($7::json) WITH ORDINALITY AS c (name, place)));
