"""The site: a Datasette plugin that knows the database and no other room."""
