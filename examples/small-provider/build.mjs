// Bundles the provider into one file and puts it where Terraform looks for it: ./terraform.d/plugins.
import { build } from "esbuild";
import { installPlugin, writeLockFile } from "pumble-iac/terraform/install";

const address = { host: "registry.terraform.io", namespace: "example", type: "small" };
const version = "0.1.0";

await build({
  entryPoints: ["main.ts"],
  outfile: "dist/provider.cjs",
  bundle: true,
  platform: "node",
  format: "cjs",
});
const h1 = installPlugin({ address, version, bundleFile: "dist/provider.cjs", into: "terraform.d/plugins" });
writeLockFile(".", { address, version, constraints: version, h1 });
