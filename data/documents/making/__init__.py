"""How the sample reports are made: one file a producer, over the figures and words beside them."""
