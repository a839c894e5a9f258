resource "pumble_api_key" "pipeline" {
  name       = "pipeline"
  expires_at = "2090-01-01T00:00:00Z"
  groups     = ["Messages"]

  # Of whoever is to hold the key: openssl rsa -in private.pem -pubout
  public_key = <<-EOT
    -----BEGIN PUBLIC KEY-----
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAozfa56oO4lAPZMsHp12Z
    EnGZ7ZtswLxC5Q4r+uoiu395NfFy2Z2ZaAFxu5r17nAt0NYMeLT4f1KnRXRMDI8D
    r081vQXz0pq14LzABz8PfmrKgbKGcCa9KtuBWrIL3rRlbVVWvibB5E22YFifXJdB
    aZkj894QTUKcBifmE88tdOtzvwhH+XVk9lfQpZHiKX/qKxkgD4yjRjTxS0f/W/HC
    htCDSr9p71xMA9B15psyL444bFE0wjomYkg9bEP0f2A5h4s2MraV7nkhY9YXFMsj
    OOnCcD32Rdc3wO9EQMceUSu9mxEwKj5Cb5BtugzqDcPMtzxhk0Owdteb6pekAI/z
    jQIDAQAB
    -----END PUBLIC KEY-----
  EOT

  lifecycle {
    create_before_destroy = true
  }
}

# terraform output -raw pipeline_key | base64 -d | openssl pkeyutl -decrypt -inkey private.pem \
#   -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256
output "pipeline_key" {
  value = pumble_api_key.pipeline.encrypted_api_key
}
