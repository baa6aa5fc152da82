COPY pg_temp.stage FROM STDIN (FORMAT binary);
