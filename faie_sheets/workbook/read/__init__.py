"""Reading: files, URLs and bytes → cells with addresses, tables and lists."""
