CLOSE source;
