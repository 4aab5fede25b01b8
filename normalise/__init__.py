"""Words to the canon: the one room that decides what a figure is."""
