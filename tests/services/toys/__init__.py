"""APIs that AWS does not have, each whole in its folder; the tests add the folders beside those of the package."""
