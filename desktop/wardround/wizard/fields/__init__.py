"""One widget for each kind of answer, and the table. A page is a list of them with a layout."""
