"""Large demonstration data, written by COPY into an empty database.

The one writer beside the services (docs/decisions): a million rows through services would take a
day. It keeps their rules: what was said is written before what closes it, every review has its
event in the trail, and the trail is sealed at the end.
"""
