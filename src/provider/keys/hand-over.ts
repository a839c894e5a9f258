/** What the resource of API keys says about the text that a configuration hands over. The text itself it never says. */
import { apiKeyId, notAnApiKey } from "../../pumble/api-keys/api-key-text";
import { atPlan, isUnknown, type PrivateState, Problem, type Unknown } from "../../terraform";
import { failedAs } from "../call-problem";
import { keyProblems } from "../problems/keys";
import { withKeys } from "./attributes";

/** Accepts the text of a key. */
export const apiKeyText = atPlan((text: string) => (apiKeyId(text) === null ? notAnApiKey : undefined));

/** `API key "ci"`, for the head of a problem. */
export function called(name: string | Unknown): string {
  return isUnknown(name) ? "The API key" : `API key ${JSON.stringify(name)}`;
}

/** Runs a call that hands a text over. @throws {Problem} that says how to go on with another text */
export async function handingOver<T>(name: string, baseUrl: string, call: () => Promise<T>): Promise<T> {
  const guarded = async () => {
    try {
      return await call();
    } catch (error) {
      throw failedAs(error, "taken") ? keyProblems.key_text_used({ key: called(name) }) : error;
    }
  };
  try {
    return await withKeys(baseUrl, guarded);
  } catch (error) {
    if (!(error instanceof Problem) || error.code === keyProblems.key_text_used.code) throw error;
    const { title, cause = "", nextStep = "" } = error;
    throw keyProblems.key_hand_over_failed({ title, reason: cause, advice: nextStep });
  }
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
