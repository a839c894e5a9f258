import { serve } from "../../../src/terraform/process";

serve({
  address: "registry.terraform.io/example/tiny",
  load: async () => (await import("./tiny-provider")).tinyProvider,
});
