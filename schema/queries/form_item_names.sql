SELECT item FROM hailong.form_item WHERE form = $1 AND version = $2::smallint;
