/** Plans as Terraform's `show -json` prints them, for tests about what is told of them. */
import { readTerraformPlan, type TerraformPlan } from "../../src/review";

export const ids = {
  general: "6b0000000000000000000001",
  news: "6b0000000000000000000002",
  ada: "6b00000000000000000000a1",
  grace: "6b00000000000000000000a2",
  linus: "6b00000000000000000000a3",
  bot: "6b00000000000000000000b1",
  onCall: "6b00000000000000000000f1",
};

interface Planned {
  address: string;
  actions?: string[];
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  unknown?: Record<string, unknown>;
  beforeSensitive?: Record<string, unknown>;
  afterSensitive?: Record<string, unknown>;
  /** References of its `channel_id`. */
  refers?: string[];
  reason?: string;
  index?: string;
  previousAddress?: string;
  importing?: object;
  deposed?: string;
}

function changeOf(one: Planned) {
  const address = one.address.replace(/\[.*$/, "");
  const [type = "", name = ""] = address.split(".").slice(-2);
  const actions = one.actions ?? (one.before ? (one.after ? ["update"] : ["delete"]) : ["create"]);
  return {
    ...{ address: one.address, mode: "managed", type, name },
    ...(one.reason ? { action_reason: one.reason } : {}),
    ...(one.index ? { index: one.index } : {}),
    ...(one.deposed ? { deposed: one.deposed } : {}),
    ...(one.previousAddress ? { previous_address: one.previousAddress } : {}),
    change: {
      actions,
      before: one.before ?? null,
      after: one.after ?? null,
      after_unknown: one.unknown ?? {},
      before_sensitive: one.beforeSensitive ?? {},
      after_sensitive: one.afterSensitive ?? {},
      ...(one.importing ? { importing: one.importing } : {}),
    },
  };
}

/** @param options what drifted, and what the state holds */
export function planOf(
  changes: Planned[],
  options: { drift?: Planned[]; state?: { address: string; values: Record<string, unknown> }[] } = {},
): TerraformPlan {
  const state = (options.state ?? []).map(({ address, values }) => {
    const [type = "", name = ""] = address.split(".").slice(-2);
    return { address, mode: address.startsWith("data.") ? "data" : "managed", type, name, values };
  });
  const configured = changes.filter(({ refers }) => refers);
  return readTerraformPlan(
    JSON.stringify({
      format_version: "1.2",
      resource_changes: changes.map(changeOf),
      resource_drift: (options.drift ?? []).map(changeOf),
      prior_state: { values: { root_module: { resources: state } } },
      configuration: {
        root_module: {
          resources: configured.map(({ address, refers }) => ({
            address: address.replace(/\[.*$/, ""),
            expressions: { channel_id: { references: refers } },
          })),
        },
      },
    }),
  );
}

const user = (id: string, name: string) => ({
  ...{ id, workspaceId: ids.general, email: `${name.toLowerCase()}@example.com`, name },
  ...{ role: "USER", status: "ACTIVATED" },
});

const channel = (id: string, name: string, users: string[]) => ({
  channel: { id, workspaceId: ids.general, name, channelType: "PUBLIC" as const },
  users,
});

/** Ada owns the key; all three are in #general, Ada and Grace in the group @on-call. */
export const lists = {
  channels: [channel(ids.general, "general", [ids.ada, ids.grace, ids.linus])],
  users: [user(ids.ada, "Ada"), user(ids.grace, "Grace"), user(ids.linus, "Linus")],
  groups: [
    {
      ...{ id: ids.onCall, workspaceId: ids.general, name: "On call", handle: "on-call" },
      workspaceUserIds: [ids.ada, ids.grace],
    },
  ],
  me: ids.ada,
} as unknown as import("../../src/review").WorkspaceLists;
