import { serve } from "../../../src/terraform/process";

serve({
  address: "registry.terraform.io/example/tiny",
  load: () => import("./tiny-provider").then(({ tinyProvider }) => tinyProvider),
});
console.log("Hello, whoever reads this");
