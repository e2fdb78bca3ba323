"""Account plans as plain files that stay alive."""
