/** What Terraform starts. The provider's code is loaded after the handshake line, while Terraform connects. */
import { serve } from "../terraform/process";

serve({
  address: "registry.terraform.io/pumble-iac/pumble",
  load: async () => {
    const [{ createProviderServer }, { provider }] = await Promise.all([
      import("../terraform"),
      import("./provider"),
    ]);
    return createProviderServer(provider);
  },
});
