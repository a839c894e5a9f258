import { expect, test } from "vitest";
import { WorkspaceClock } from "../../../src/local";
import { authorize, call, control, manifestFor, pageOf, startApp, startWorkspace } from "../support";

const otherSeed = {
  workspace: { name: "Other" },
  users: [
    { email: "grace@example.com", name: "Grace", role: "OWNER" },
    { email: "ADA@example.com", name: "Ada" },
  ],
  channels: [{ name: "general", main: true }],
};

async function kept(clock?: WorkspaceClock) {
  const workspace = await startWorkspace(clock ? { clock } : {});
  const { get, post, member, act } = control(workspace);
  const app = await startApp();
  const manifest = manifestFor(app.url);
  const { body: credentials } = await post("/apps", { manifest, keep: true });
  const ada = await member("Ada");
  const { body: granted } = await authorize(workspace, credentials, manifest, { memberId: ada.id });
  const me = (token: string) =>
    call(`${workspace.workspaceUrl}/v1/workspaceUsers/${ada.id}`, "GET", {
      token,
      "x-app-token": credentials.appKey,
    });
  return { workspace, get, post, act, app, credentials, ada, granted, me };
}

for (const clock of [undefined, WorkspaceClock.frozenAt(1_900_000_000_000)]) {
  const how = clock ? "with a clock that stands still" : "with a running clock";
  for (const [name, path, body] of [
    ["a reset", "/reset", {}],
    ["another seed", "/seed", { seed: otherSeed }],
  ] as const) {
    test(`${name} keeps what the starter added, ${how}: app, command, bot and tokens`, async () => {
      const { workspace, get, post, act, app, credentials, ada, granted, me } = await kept(clock);
      await act("Ada", "post", { channel: "general", text: "gone soon" });
      for (let time = 0; time < 2; time++) {
        expect((await post(path, body)).status).toBe(200);
        expect((await get("/apps")).body).toMatchObject([{ id: credentials.id, installed: true }]);
        expect((await me(granted.accessToken)).body).toMatchObject({ id: ada.id, name: "Ada" });
        expect((await me(granted.botToken)).status).toBe(200);
        app.answer = () => ({ body: { message: "still here" } });
        const acted = await act("Ada", "slash_command", { channel: "general", text: "/test x" });
        expect(acted).toEqual({ acknowledged: true, notice: "still here" });
        const { body: snapshot } = await get("/snapshot");
        expect(JSON.stringify(snapshot)).not.toContain("gone soon");
        const ids = Object.values(snapshot.tables as Record<string, { id: string }[]>).flatMap((records) =>
          records.map(({ id }) => id),
        );
        const plain = ids.filter((id) => /^[0-9a-f]{24}$/.test(id) && id !== credentials.id);
        expect(new Set(plain).size).toBe(plain.length);
      }
      const entries = (await pageOf(workspace, ada.id).get("channels")).body;
      expect(entries.some((entry: { users: string[] }) => entry.users?.includes(granted.botId))).toBe(true);
    });
  }
}

test("what a member registered goes with a reset", async () => {
  const { get, post } = await kept();
  await post("/apps", {
    manifest: { ...manifestFor("http://127.0.0.1:9"), name: "mine", slashCommands: [] },
  });
  await post("/reset");
  expect((await get("/apps")).body).toHaveLength(1);
});
