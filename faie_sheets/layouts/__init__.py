"""How our own workbooks are laid out and labelled: for whoever writes, reads or recognises them."""
