"""The plain frozen records in the middle, in the order in which the data takes them.

``job_description`` → ``roster`` → ``form`` → ``assessment`` → ``result`` → ``intake``
"""
