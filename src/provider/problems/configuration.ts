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
  setting_empty: {
    title: "The provider's {attribute} is empty",
    cause:
      "The configuration sets {attribute} to a text without a sign in it, so {variable} is not looked at.",
    nextStep: "Give it a value, or leave it out and set {variable}.",
  },
  setting_invalid: {
    title: "{fault}",
    cause: "It comes from {source}.",
    nextStep: "{advice}",
  },
  key_refused: {
    title: "The API key was not accepted",
    cause: "{server} does not know the key that {source} gives, or does not accept it any more.",
    nextStep:
      "A key works at the addon that made it, and nowhere else. Get one there: open the API app in Pumble and choose “Add API key”, or type /api-keys generate. Or set base_url (PUMBLE_BASE_URL) to the addon that made this one.",
    attribute: "api_key",
  },
  server_not_addon: {
    title: "There is no API addon at {server}",
    cause: "Asked for {asked}, it answered: {answer}. The address comes from {source}.",
    nextStep: "{advice}",
    attribute: "base_url",
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
