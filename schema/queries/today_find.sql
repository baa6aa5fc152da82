-- The day it is where the data are.
SELECT current_date;
