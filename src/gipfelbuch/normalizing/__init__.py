"""The value of words: numbers, durations, dates of the calendar. Other rooms import its modules."""
