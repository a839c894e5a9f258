resource "pumble_api_key" "deploy" {
  name       = "deploy"
  public_key = file("${path.module}/deploy.pem") # openssl rsa -in private.pem -pubout -out deploy.pem
  groups     = ["Messages"]
}

output "encrypted_api_key" {
  value = pumble_api_key.deploy.encrypted_api_key
}
