"""A filled form → an assessment: where its parts stand, and what its cells say."""
