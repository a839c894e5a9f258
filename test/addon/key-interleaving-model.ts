/** What pairs of changes of one member's keys may come to: whatever one after the other would, in either order. */

/** A key of the model. `grace`: replaced, and works on. */
interface ModelKey {
  state: "working" | "grace" | "revoked";
  parent: string | null;
  /** What replaced it. */
  successor: string | null;
}

/** Keys by name. */
export type ModelState = Record<string, ModelKey>;

/** What was answered to a change. */
export type Outcome = "done" | "refused" | "nothing";

/** A change, named by what it makes: successors and children carry the name of the change. */
export type Operation = (state: ModelState, name: string) => Outcome;

const works = (key: ModelKey | undefined) => key?.state === "working" || key?.state === "grace";

function rotate(graceful: boolean, acting: "manager" | "subject"): Operation {
  return (state, name) => {
    const key = state["subject"]!;
    if (!works(state[acting]) || key.state !== "working") return "refused";
    Object.assign(key, { state: graceful ? "grace" : "revoked", successor: name });
    state[name] = { state: "working", parent: acting, successor: null };
    return "done";
  };
}

function revoke(names: string[], state: ModelState): Outcome {
  const living = names.filter((name) => state[name]!.state !== "revoked");
  for (const name of living) state[name]!.state = "revoked";
  return living.length > 0 ? "done" : "nothing";
}

function family(root: string, state: ModelState): string[] {
  const found = [root];
  for (const name of found) {
    for (const [other, { parent, successor }] of Object.entries(state)) {
      if ((parent === name || successor === name) && !found.includes(other)) found.push(other);
    }
  }
  return found;
}

/** Every change of keys, as it is on its own. */
export const operations = {
  "rotate at once": rotate(false, "manager"),
  "rotate with grace": rotate(true, "manager"),
  "rotate itself": rotate(true, "subject"),
  "make a key": (state, name) => {
    if (!works(state["subject"])) return "refused";
    state[name] = { state: "working", parent: "subject", successor: null };
    return "done";
  },
  "make a key by the same trigger": (state) => {
    if (state["typed"]) return "refused";
    state["typed"] = { state: "working", parent: null, successor: null };
    return "done";
  },
  revoke: (state) => revoke(["subject"], state),
  "revoke the manager": (state) => revoke(["manager"], state),
  // What it tells is which keys worked until then.
  "revoke with descendants": (state) => {
    const names = family("subject", state);
    const outcome = names.some((name) => works(state[name])) ? "done" : "nothing";
    revoke(names, state);
    return outcome;
  },
  "revoke all": (state) => revoke(Object.keys(state), state),
  "revoke the workspace's": (state) => revoke(Object.keys(state), state),
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

/** A state and two outcomes, as one text that tells them from all others. */
export function fingerprint(state: ModelState, outcomes: readonly Outcome[]): string {
  const keys = Object.entries(state).map(
    ([name, { state: key, parent, successor }]) => `${name}: ${key}, of ${parent}, then ${successor}`,
  );
  return `${keys.sort().join("\n")}\n${outcomes.join(" and ")}`;
}

/** What may come of two changes at once. */
export function allowed(first: OperationName, second: OperationName): Set<string> {
  const start = (): ModelState => ({
    manager: { state: "working", parent: null, successor: null },
    subject: { state: "working", parent: null, successor: null },
  });
  const one = start();
  const inOrder = [operations[first](one, "first"), operations[second](one, "second")];
  const other = start();
  const reversed = [operations[second](other, "second"), operations[first](other, "first")].reverse();
  return new Set([fingerprint(one, inOrder), fingerprint(other, reversed)]);
}
