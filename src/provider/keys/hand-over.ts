/** What the resource of API keys says about the text that a configuration hands over. The text itself it never says. */
import { apiKeyId, notAnApiKey } from "../../pumble/api-keys/api-key-text";
import { isUnknown, type PrivateState, Problem, type Unknown } from "../../terraform";
import { failedAs } from "../problem";
import { withKeys } from "./attributes";

/** A text makes one key only, and the next apply may bring another one. */
const bothVersions =
  "api_key_wo_version, and with it the version of what stores the text, so that both get the same new text.";

/** Accepts the text of a key. */
export function apiKeyText(text: string): string | undefined {
  return apiKeyId(text) === null ? notAnApiKey : undefined;
}

/** `API key "ci"`, for the head of a problem. */
export function called(name: string | Unknown): string {
  return isUnknown(name) ? "The API key" : `API key ${JSON.stringify(name)}`;
}

/** For a key that has to be made or rotated with nothing to make it of. */
export function nothingHandedOver(name: string | Unknown, cause: string): Problem {
  return new Problem({
    title: `${called(name)} needs api_key_wo`,
    cause,
    nextStep:
      "Set api_key_wo, for example to the api_key of the ephemeral resource pumble_generated_api_key (Terraform 1.11 or later).",
    attribute: "api_key_wo",
  });
}

/** For a change that needs another text, which a store does not get by itself. */
export function newTextWarning(name: string | Unknown) {
  return {
    title: `${called(name)} is replaced by a key of another text`,
    cause: "api_key_wo_version is as it was, so what stores the text most likely keeps the old one.",
    nextStep: `Raise ${bothVersions}`,
    attribute: "api_key_wo_version",
  };
}

/** For a key that is gone. */
export function goneWarning(name: string) {
  return {
    title: `${called(name)} was deleted in Pumble`,
    cause: "Its text opens nothing any more, and what stores it keeps it until told otherwise.",
    nextStep: `While it is in the configuration, a new key is made. Raise ${bothVersions}`,
  };
}

/** Runs a call that hands a text over. @throws {Problem} that says how to go on with another text */
export async function handingOver<T>(name: string, baseUrl: string, call: () => Promise<T>): Promise<T> {
  const guarded = async () => {
    try {
      return await call();
    } catch (error) {
      throw failedAs(error, "taken") ? textTaken(name) : error;
    }
  };
  try {
    return await withKeys(baseUrl, guarded);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { title, cause, attribute, nextStep } = error;
    throw new Problem({
      ...{ title, attribute, nextStep: `${nextStep ? `${nextStep} Then raise` : "Raise"} ${bothVersions}` },
      ...(cause === undefined ? {} : { cause }),
    });
  }
}

function textTaken(name: string): Problem {
  return new Problem({
    title: `${called(name)} was handed a text that has been used before`,
    cause: "A key with its public id is there, or once was: each text makes one key only.",
    attribute: "api_key_wo",
  });
}

/** A key that another took the place of, and until when it works. */
interface Predecessor {
  id: string;
  /** Epoch milliseconds. */
  until: number;
}

/** Keys in their grace period, which go together with their successor. */
export const predecessors = {
  of: (privateState: PrivateState): Predecessor[] =>
    ((privateState.get("predecessors") as Predecessor[] | undefined) ?? []).filter(
      ({ until }) => until > Date.now(),
    ),

  add(privateState: PrivateState, id: string, graceSeconds: number): void {
    const until = Date.now() + graceSeconds * 1000;
    privateState.set("predecessors", [...predecessors.of(privateState), { id, until }]);
  },
};
