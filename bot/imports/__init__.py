"""Reading files of conversations in the forms in which others publish them, as one stream of plain messages; no SQL.

`source` reads bytes as text, `rows` text as rows, `detection` says which form the rows have, and the files named after
families of forms turn rows into messages. What is wrong with a row is an item of the stream like any other.
"""
