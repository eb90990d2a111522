"""Read a filled form into an assessment: find its parts, and interpret its cells."""
