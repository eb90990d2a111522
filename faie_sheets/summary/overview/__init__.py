"""The sheet *Overview*: a page of blocks, each a table and the chart drawn from it."""
