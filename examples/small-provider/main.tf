terraform {
  required_providers {
    small = { source = "example/small", version = "0.1.0" }
  }
}

resource "small_file" "greeting" {
  path    = "${path.module}/greeting.txt"
  content = "Hello, Ada\n"
}

output "sha256" {
  value = small_file.greeting.sha256
}
