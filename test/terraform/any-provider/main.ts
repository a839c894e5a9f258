import { serve } from "../../../src/terraform/process";

serve({
  address: "registry.terraform.io/example/any",
  load: async () => {
    const [{ createProviderServer }, { anyProvider }, { readFileSync }] = await Promise.all([
      import("../../../src/terraform"),
      import("./provider"),
      import("node:fs"),
    ]);
    return createProviderServer(anyProvider(JSON.parse(readFileSync(process.env.ANY_SCHEMA!, "utf8"))));
  },
});
