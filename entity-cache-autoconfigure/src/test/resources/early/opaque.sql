execute immediate 'update product set title = ''Apricot''';
