update product set title = 'Apricot' where id = 1;
