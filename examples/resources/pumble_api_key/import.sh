# By the id or the name that /api-keys list shows. The key itself cannot be imported.
terraform import pumble_api_key.pipeline 5f0c1d2e3a4b
terraform import pumble_api_key.pipeline pipeline
