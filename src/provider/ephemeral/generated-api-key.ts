import { randomBytes } from "node:crypto";
import { generateApiKey } from "../../pumble/api-keys/api-key-text";
import { a } from "../../terraform";
import { defineEphemeralResource } from "../context";

export const generatedApiKey = defineEphemeralResource({
  name: "generated_api_key",
  description: [
    "The text of a new API key, made on this machine of secure random bytes. Pumble is not asked and does not know it:",
    "the text opens nothing until the resource `pumble_api_key` hands it over. Give it in the same apply to the",
    "write-only argument of a secret store, which keeps it for those who use the key. Each plan and each apply makes",
    "another one, and none is ever in plan or state.",
  ].join("\n"),
  attributes: {
    api_key: a.string({
      computed: true,
      sensitive: true,
      description: "The text of the key, for `api_key_wo` and for a secret store.",
    }),
    id: a.string({ computed: true, description: "The public part of the key, twelve hex digits." }),
  },

  open() {
    const { id, text } = generateApiKey(randomBytes);
    return { result: { id, api_key: text } };
  },
});
