// What Terraform starts. The provider itself is loaded at Terraform's first question, after the handshake.
import { serve } from "pumble-iac/terraform/process";

serve({
  address: "registry.terraform.io/example/small",
  load: async () => {
    const [{ createProviderServer }, { provider }] = await Promise.all([
      import("pumble-iac/terraform"),
      import("./provider"),
    ]);
    return createProviderServer(provider);
  },
});
