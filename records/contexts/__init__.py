"""What a document says, as plain values: built here, tested as data, laid out elsewhere."""
