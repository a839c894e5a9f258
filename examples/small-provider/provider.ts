import { defineProvider, file } from "./file";

export const provider = defineProvider({
  name: "small",
  address: "registry.terraform.io/example/small",
  version: "0.1.0",
  description: "Text files, as an example of a provider.",
  attributes: {},
  configure: () => null,
  resources: [file],
});
