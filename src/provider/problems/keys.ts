import { defineProblems } from "../../terraform";

/** A text makes one key only, and the next apply may bring another one. */
const bothVersions =
  "api_key_wo_version, and with it the version of what stores the text, so that both get the same new text.";

export const keyProblems = defineProblems({
  keys_unsupported: {
    title: "This addon does not manage API keys",
    cause: "{server} has no API for them. The addon that Pumble hosts has none; the one of pumble-iac has.",
    nextStep:
      "Make and delete keys in Pumble with /api-keys, or set base_url (PUMBLE_BASE_URL) to an addon of pumble-iac.",
  },
  key_text_missing: {
    title: "{key} needs api_key_wo",
    cause: "{why}",
    nextStep:
      "Set api_key_wo, for example to the api_key of the ephemeral resource pumble_generated_api_key.",
    attribute: "api_key_wo",
  },
  key_text_used: {
    title: "{key} was handed a text that has been used before",
    cause: "A key with its public id is there, or once was: each text makes one key only.",
    nextStep: `Raise ${bothVersions}`,
    attribute: "api_key_wo",
  },
  key_hand_over_failed: {
    title: "{title}",
    cause: "{reason}",
    nextStep: `{advice} Then raise ${bothVersions}`,
  },
  key_replaced: {
    severity: "warning",
    title: "An API key is replaced by one of another text",
    cause:
      "The api_key_wo_version of {key} is as it was, so what stores the text most likely keeps the old one.",
    nextStep: `Raise ${bothVersions}`,
    attribute: "api_key_wo_version",
  },
  key_gone: {
    severity: "warning",
    title: "An API key was deleted in Pumble",
    cause: "The text of {key} opens nothing any more, and what stores it keeps it until told otherwise.",
    nextStep: `While it is in the configuration, a new key is made. Raise ${bothVersions}`,
  },
  key_expired_already: {
    title: "{key} would have expired already",
    cause: "expires_at is {expires_at}.",
    nextStep: "Give a time in the future.",
    attribute: "expires_at",
  },
});
