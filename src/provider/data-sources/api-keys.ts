import { a } from "../../terraform";
import { defineDataSource } from "../context";
import { apiKeyFacts, factsOfKey, withKeys } from "../keys/attributes";

export const apiKeys = defineDataSource({
  name: "api_keys",
  description: [
    "The API keys of the key's owner that work, oldest first, without their texts. It needs an addon that manages keys:",
    "the one of pumble-iac does, the one that Pumble hosts does not.",
  ].join("\n"),
  attributes: {
    keys: a.listOf(apiKeyFacts, { computed: true, description: "Keys that work, oldest first." }),
  },

  async read({ context: { client }, signal }) {
    const keys = await withKeys(client.baseUrl, () => client.apiKeys.list({ signal }));
    return { keys: keys.map(factsOfKey) };
  },
});
