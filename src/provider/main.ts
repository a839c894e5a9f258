/** What Terraform starts. The provider's code is loaded after the handshake line, while Terraform connects. */
import { providerSource } from "../pumble/provider-address";
import { serve } from "../terraform/process";

serve({
  address: providerSource,
  load: async () => {
    const [{ createProviderServer }, { provider }] = await Promise.all([
      import("../terraform"),
      import("./provider"),
    ]);
    return createProviderServer(provider);
  },
});
