import { serve } from "../../src/terraform/process";

serve({
  address: "registry.terraform.io/hashicorp/vault",
  load: async () => {
    const [{ createProviderServer }, { provider }] = await Promise.all([
      import("../../src/terraform"),
      import("./provider"),
    ]);
    return createProviderServer(provider);
  },
});
