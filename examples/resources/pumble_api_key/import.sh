# By name, or by id, which are twelve hex digits.
terraform import pumble_api_key.deploy deploy
