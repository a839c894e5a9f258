/** What is wrong with the provider block, the key, or the address of the addon. */
import { defineProblems } from "../../terraform";

export const configurationProblems = defineProblems({
  key_missing: {
    title: "No Pumble API key",
    cause: "Neither PUMBLE_API_KEY nor the provider's api_key is set.",
    nextStep:
      "Get a key in Pumble: open the API app and choose “Add API key”, or type /api-keys generate. Then: export PUMBLE_API_KEY=…",
    attribute: "api_key",
  },
  key_empty: {
    title: "The provider's api_key is empty",
    cause:
      "The configuration sets api_key to a text without a sign in it, so PUMBLE_API_KEY is not looked at.",
    nextStep: "Give it the key, or leave it out and set PUMBLE_API_KEY.",
    attribute: "api_key",
  },
  setting_invalid: {
    title: "{fault}",
    cause: "The provider's {attribute} or its environment variable holds something else.",
    nextStep: "{advice}",
  },
  proxy_invalid: {
    title: "{variable} is no proxy's address",
    cause: "Calls to Pumble go through the proxy that {variable} names, and what it names is no address.",
    nextStep:
      "Give an address such as http://proxy.example.com:3128, unset it, or except the host in NO_PROXY.",
  },
  configuration_unknown: {
    title: "The provider's api_key or base_url is not known yet",
    cause: "It comes from a resource that has not been created, and this plan has to ask Pumble.",
    nextStep: "Apply that resource first, with -target, or give the provider a known value.",
  },
});
