import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { Ephemerals } from "../../../../src/local/core/workspace/ephemerals";
import type { Actor } from "../../../../src/local/core/workspace/workspace";
import { fileRoutes } from "../../../../src/local/page/server/file-routes";
import { planted } from "../../core/workspace/planted";
import { served } from "../../core/workspace/served";

function files() {
  const setup = planted();
  const { workspace, as, post } = setup;
  const context = { workspace, ephemerals: new Ephemerals(workspace) };
  let actor = as("Ada");
  const routes = new Hono<{ Variables: { actor: Actor } }>();
  routes.use("*", (c, next) => {
    c.set("actor", actor);
    return next();
  });
  routes.route("/", fileRoutes(context));
  const app = served(routes);
  const upload = async (file?: File | string, init: RequestInit = {}) => {
    const body = new FormData();
    if (file !== undefined) body.set("file", file);
    const answer = await app.request("/", { method: "POST", body, ...init });
    return { status: answer.status, body: (await answer.json()) as { id: string; mimeType: string } };
  };
  const read = (who: string, path: string) => {
    actor = as(who);
    return app.request(path);
  };
  return { ...setup, ...context, upload, read, post };
}

describe("a file that a member uploads", () => {
  test("is kept with its name, type and size, and is the member's own", async () => {
    const { upload, workspace, as, read } = files();
    const { status, body } = await upload(new File(["abc"], "größe.txt", { type: "text/html" }));
    const { id, ...rest } = body;
    expect([status, rest]).toEqual([200, { name: "größe.txt", mimeType: "text/html", size: 3 }]);
    expect(workspace.db.files.get(id)).toMatchObject({ uploaderId: as("Ada").userId, contentBase64: "YWJj" });
    const answer = await read("Ada", `/${id}`);
    expect(await answer.text()).toBe("abc");
    expect(Object.fromEntries(answer.headers)).toEqual({
      "content-type": "text/html",
      "content-disposition": "attachment; filename*=UTF-8''gr%C3%B6%C3%9Fe.txt",
      "x-content-type-options": "nosniff",
    });
  });

  test("is of no known type when it says none", async () => {
    const { upload } = files();
    expect((await upload(new File(["abc"], "a"))).body.mimeType).toBe("application/octet-stream");
  });

  test("is seen by others where a message carries it, under any name", async () => {
    const { upload, read, post, hide } = files();
    const { id } = (await upload(new File(["abc"], "a.txt"))).body;
    hide("Ada", "cellar");
    post("Ada", "cellar", { text: "x", files: [{ id }] });
    expect((await read("Grace", `/${id}`)).status).toBe(404);
    post("Ada", "random", { text: "x", files: [{ id }] });
    for (const path of [`/${id}`, `/${id}/a.txt`, `/${id}/other`]) {
      expect((await read("Grace", path)).status).toBe(200);
    }
    expect((await read("Ada", `/${"0".repeat(24)}`)).status).toBe(404);
  });
});

describe("what is refused", () => {
  const file = (name: string, bytes = 1) => new File([new Uint8Array(bytes)], name);
  const max = 10 * 1024 * 1024;

  test("no file, a text in its place, and a body that is no form", async () => {
    const { upload } = files();
    for (const given of [undefined, "abc"]) {
      expect(await upload(given)).toMatchObject({
        status: 400,
        body: { message: "[file must not be null]" },
      });
    }
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    expect(await upload("", { body: "x", headers })).toMatchObject({
      status: 400,
      body: { message: "[body must be a form]" },
    });
  });

  test("more than 10 MiB, and a name of more than 255 characters", async () => {
    const { upload, workspace } = files();
    expect((await upload(file("full", max))).status).toBe(200);
    expect(await upload(file("large", max + 1))).toMatchObject({
      status: 413,
      body: { message: `A file may have at most ${max} bytes here`, code: 413_000 },
    });
    expect((await upload(file("n".repeat(255)))).status).toBe(200);
    expect((await upload(file("n".repeat(256)))).status).toBe(400);
    expect(workspace.db.files.size).toBe(2);
  });
});
