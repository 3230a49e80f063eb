"""`base` is every installation's, embedded when the environment says nothing; `production` and `test` stand on it.

This file imports none of them: whoever imports one first decides the data directory.
"""
