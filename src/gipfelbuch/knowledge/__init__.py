"""What is known before anything is read: words, states, capitals, offices, organisations, currencies.

Tables lie in ``knowledge/tables`` as tab separated text that a linguist can read and extend.
"""
