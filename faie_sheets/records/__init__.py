"""Plain frozen records between input and output, in the order in which data passes through them.

``job_description`` → ``roster`` → ``form`` → ``assessment`` → ``result`` → ``intake``
"""
