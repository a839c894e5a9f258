import { describe, expect, test } from "vitest";
import { call, installedWorkspace } from "../support";

async function withFault(rule: object, path = "/oauth2/me") {
  const setup = await installedWorkspace();
  const added = await setup.control.post("/faults", { path, count: 1, ...rule });
  const log = async () => (await setup.control.get("/requests")).body;
  return { ...setup, added, log };
}

/** Uploads as an app does; gives the file's address. */
async function uploaded({ user, workspace }: Awaited<ReturnType<typeof installedWorkspace>>, file: File) {
  const begun = { filename: file.name, length: file.size };
  const authtoken = (await user.post("/v1/files/upload/token", begun)).body.token;
  const form = new FormData();
  form.set("file", file);
  const sent = await fetch(`${workspace.workspaceUrl}/upload/files`, {
    ...{ method: "POST", headers: { authtoken }, body: form },
  });
  return (await user.post("/v1/files/upload/complete", await sent.json())).body.path as string;
}

describe("a status on purpose", () => {
  test.each([204, 205, 304])("of %i has no body, for HTTP gives it none", async (status) => {
    const { user, log } = await withFault({ fault: "status", status, body: "x", headers: { "x-why": "y" } });
    const answer = await user.get("/oauth2/me");
    expect([answer.status, answer.body, answer.headers.get("x-why")]).toEqual([status, "", "y"]);
    expect((await log()).at(-1)).toMatchObject({ status, responseBody: "", problem: "fault: status" });
    expect((await user.get("/oauth2/me")).status).toBe(200);
  });

  test("has the body that was asked for, as text or as JSON", async () => {
    const { user, control } = await withFault({ fault: "status", body: { retry: true } });
    const json = await user.get("/oauth2/me");
    expect([json.status, json.body]).toEqual([503, { retry: true }]);
    expect(json.headers.get("content-type")).toBe("application/json");
    await control.post("/faults", { fault: "status_after", status: 502, body: "Bad gateway" });
    const text = await user.get("/oauth2/me");
    expect([text.status, text.body, text.headers.get("content-type")]).toEqual([
      ...[502, "Bad gateway", "text/plain"],
    ]);
  });

  test.each([{ "a b": "c" }, { a: "x\ny" }])(
    "with headers that HTTP does not take, as %j, is refused",
    async (headers) => {
      const { added } = await withFault({ fault: "status", headers });
      expect(added.status).toBe(400);
      expect(added.body.message).toContain("headers: not what HTTP takes as headers");
    },
  );
});

describe("a body on purpose", () => {
  test("that is cut in the middle is cut so too when it is no text", async () => {
    const setup = await withFault({ fault: "truncate" }, "/files/*");
    const { installed } = setup;
    const bytes = new Uint8Array([0xff, 0xd8, 0x00, 0x80]);
    const path = await uploaded(setup, new File([bytes], "a.jpg", { type: "image/jpeg" }));
    const headers = { token: installed.userToken, "x-app-token": installed.appKey };
    const read = async () => {
      const answer = await fetch(path, { headers });
      return [answer.headers.get("content-type"), [...new Uint8Array(await answer.arrayBuffer())]];
    };
    expect(await read()).toEqual(["image/jpeg", [0xff, 0xd8]]);
    expect(await read()).toEqual(["image/jpeg", [...bytes]]);
  });

  test.each([
    ["not_json", "text/html", "<html>Bad gateway</html>"],
    ["empty", "application/json", ""],
  ])("%s has the type %s and the status of what happened", async (fault, type, body) => {
    const { user, log } = await withFault({ fault });
    const answer = await user.get("/oauth2/me");
    expect([answer.status, answer.headers.get("content-type"), answer.body]).toEqual([200, type, body]);
    expect((await log()).at(-1)).toMatchObject({
      status: 200,
      responseBody: body,
      problem: `fault: ${fault}`,
    });
  });
});

describe("what is logged", () => {
  test("of a connection that was broken: no status, no answer, but what was asked", async () => {
    const { user, log, installed } = await withFault({ fault: "reset_after" });
    await expect(user.get("/oauth2/me?x=1")).rejects.toThrow();
    expect((await log()).at(-1)).toMatchObject({
      ...{
        method: "GET",
        url: "/oauth2/me?x=1",
        status: null,
        responseBody: "",
        problem: "fault: reset_after",
      },
      appId: installed.id,
    });
  });

  test("bodies of text, forms among them, and none of a file", async () => {
    const setup = await installedWorkspace();
    const { workspace, user, control, installed } = setup;
    const form = new URLSearchParams({ "client-id": installed.id, "client-secret": "wrong", code: "c" });
    const denied = await fetch(`${workspace.workspaceUrl}/oauth2/access`, { method: "POST", body: form });
    expect(denied.status).toBe(401);
    await uploaded(setup, new File(["abc"], "json.txt", { type: "text/plain" }));
    await user.get("/v1/workspace");
    await call(`${workspace.workspaceUrl}/v1/workspace`, "GET", { token: "nobody's" });
    const { body: entries } = await control.get("/requests?limit=6");
    const upload = entries.find(({ url }: { url: string }) => url === "/upload/files");
    expect(upload).toMatchObject({ requestBody: "", status: 200, appId: null, problem: null });
    expect(upload.responseBody).toContain('"mimeType":"text/plain"');
    expect(entries[0]).toMatchObject({ requestBody: `client-id=${installed.id}&client-secret=…&code=…` });
    expect(entries.at(-1)).toMatchObject({ status: 401, appId: null });
    expect(entries.at(-2).responseBody).toContain('"name":"Acme"');
    for (const { durationMs } of entries) expect(durationMs).toBeGreaterThanOrEqual(0);
  });

  test("a body that only calls itself text in the name of its boundary arrives unharmed", async () => {
    const setup = await installedWorkspace();
    const { workspace, user, installed } = setup;
    const begun = { filename: "a.bin", length: 2 };
    const authtoken = (await user.post("/v1/files/upload/token", begun)).body.token;
    const part = 'content-disposition: form-data; name="file"; filename="a.bin"';
    const body = Buffer.concat([
      Buffer.from(`--json-text\r\n${part}\r\n\r\n`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from("\r\n--json-text--\r\n"),
    ]);
    const headers = { authtoken, "content-type": "multipart/form-data; boundary=json-text" };
    const sent = await fetch(`${workspace.workspaceUrl}/upload/files`, { method: "POST", headers, body });
    const { path } = (await user.post("/v1/files/upload/complete", await sent.json())).body;
    const read = await fetch(path, {
      headers: { token: installed.userToken, "x-app-token": installed.appKey },
    });
    expect([...new Uint8Array(await read.arrayBuffer())]).toEqual([0xff, 0xfe]);
  });

  test("no address that lets in whoever knows it", async () => {
    const setup = await installedWorkspace({}, { socketMode: true });
    const { workspace, control, installed } = setup;
    const { url } = await control.act("Ada", "create_webhook", { channel: "random" });
    await call(url, "POST", {}, { text: "x" });
    const path = await uploaded(setup, new File(["abc"], "a.txt", { type: "text/plain" }));
    const id = path.split("/").at(-2)!;
    const { publicPath } = await control.act("Ada", "make_file_public", { fileId: id });
    await fetch(publicPath);
    const socket = await call(
      `${workspace.workspaceUrl}/apps/${installed.id}/websocket-connection?appKey=${installed.appKey}`,
      "GET",
    );
    const ticket = new URL(socket.body.url).searchParams.get("ticket")!;
    const text = JSON.stringify((await control.get("/requests")).body);
    for (const secret of [url.split("/").at(-1)!, publicPath.split("/").at(-2)!, ticket, installed.appKey]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain("/incomingWebhooks/postMessage/…");
    expect(text).toContain("/files/public/…");
    expect(text).toContain("?ticket=…");
  });
});

test("a state without a workspace cannot be put back", async () => {
  const { control, ada } = await installedWorkspace();
  const { body: state } = await control.get("/snapshot");
  for (const tables of [{}, { ...state.tables, workspaces: [] }]) {
    const refused = await control.post("/restore", { ...state, tables });
    expect([refused.status, refused.body.message]).toEqual([
      ...[400, "[tables: workspaces must hold the one workspace]"],
    ]);
  }
  expect((await control.member("Ada")).id).toBe(ada.id);
});
