resource "pumble_direct_message" "hello" {
  emails = ["grace@example.com"]
  text   = "Your access is ready."
}
