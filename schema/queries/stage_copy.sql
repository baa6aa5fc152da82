COPY pg_temp.stage FROM STDIN;
