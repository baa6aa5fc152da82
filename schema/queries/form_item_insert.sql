INSERT INTO hailong.form_item (form, version, item, type, slot, width, choices)
VALUES ($1, $2::smallint, $3, $4, $5::integer, $6::integer,
        (SELECT array_agg(name ORDER BY place)
         FROM json_array_elements_text($7::json) WITH ORDINALITY AS c (name, place)));
