/** Who is signed in at the command line of Pumble's SDK. Its tokens say so themselves, signed, and outlive a restart. */
import { sameSecret } from "../../../platform";
import type { Workspace } from "../../core/workspace/workspace";

type Kind = "lead" | "exchange" | "access" | "refresh";

/** Years, in seconds: what runs out are sessions of people, not of a workspace on one's own machine. */
const lifetimeSeconds = 10 * 365 * 86_400;

interface Claims {
  kind: Kind;
  userId: string;
  /** Epoch seconds of the real time, for the command line compares it with its own. */
  exp: number;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** A token in the form of a JWT, which is what the command line takes it for. */
export function issueToken(workspace: Workspace, kind: Kind, userId: string): string {
  const exp = Math.floor(Date.now() / 1000) + lifetimeSeconds;
  const content = `${encoded({ alg: "HS256", typ: "JWT" })}.${encoded({ kind, userId, exp } satisfies Claims)}`;
  return `${content}.${workspace.ids.mac(`developer:${content}`)}`;
}

/** Whose token of this kind it is, or undefined when it is none. */
export function tokenOwner(workspace: Workspace, kind: Kind, token: string): string | undefined {
  const end = token.lastIndexOf(".");
  const content = token.slice(0, Math.max(end, 0));
  if (!sameSecret(token.slice(end + 1), workspace.ids.mac(`developer:${content}`))) return undefined;
  const claims = JSON.parse(Buffer.from(content.split(".")[1] ?? "", "base64url").toString()) as Claims;
  const isGood = claims.kind === kind && claims.exp * 1000 > Date.now();
  const isActive = workspace.db.users.get(claims.userId)?.status === "ACTIVATED";
  return isGood && isActive ? claims.userId : undefined;
}
