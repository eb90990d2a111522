"""How our own workbooks are laid out and labelled, for writing, reading and recognising them."""
