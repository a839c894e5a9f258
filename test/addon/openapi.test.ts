import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { openApiDocument } from "../../src/addon";
import { type OperationName, operationNames, operations } from "../../src/pumble/operations/operations";

/**
 * Method, required fields and further fields of each operation in PumbleOpenApi.yaml 1.1.0, published with
 * apet97/pumble-python-sdk: GET and DELETE take them in the query, POST in a JSON body.
 */
const published: Record<OperationName, ["GET" | "POST" | "DELETE", string[], string[]]> = {
  listChannels: ["GET", [], []],
  getChannel: ["GET", [], ["channelId", "channel"]],
  createChannel: ["POST", ["name", "type"], ["description"]],
  addUsersToChannel: ["POST", ["channelId", "userIds"], []],
  removeUserFromChannel: ["POST", ["channelId", "userId"], []],
  sendMessage: ["POST", ["text"], ["channelId", "channel", "threadRootId", "asBot", "blocks"]],
  sendReply: ["POST", ["messageId", "text"], ["channelId", "channel", "alsoSendToChannel", "asBot"]],
  dmUser: ["POST", ["userId", "text"], ["asBot"]],
  dmGroup: ["POST", ["userIds", "text"], ["asBot"]],
  fetchMessage: ["GET", ["messageId"], ["channelId", "channel"]],
  fetchThreadReplies: ["GET", ["rootMessageId"], ["channelId", "channel", "cursor", "limit"]],
  searchMessages: ["POST", [], ["text", "from", "in", "limit", "strategy", "beforeTs", "afterTs"]],
  deleteMessage: ["DELETE", ["messageId"], ["channelId", "channel"]],
  listMessages: ["GET", [], ["channelId", "channel", "cursor", "limit", "strategy"]],
  addReaction: ["POST", ["messageId", "reaction"], ["channelId", "skinTone"]],
  removeReaction: ["DELETE", ["messageId", "reaction"], ["channelId"]],
  editMessage: ["POST", ["messageId", "channelId", "text"], ["blocks"]],
  createScheduledMessage: [
    "POST",
    ["channelId", "text", "sendAt"],
    ["blocks", "threadRootId", "alsoSendToChannel", "recurrence"],
  ],
  fetchScheduledMessages: ["GET", [], ["channelId", "cursor", "limit"]],
  fetchScheduledMessage: ["GET", ["scheduledMessageId"], []],
  editScheduledMessage: [
    "POST",
    ["scheduledMessageId", "channelId", "text", "sendAt"],
    ["blocks", "recurrence"],
  ],
  deleteScheduledMessage: ["DELETE", ["scheduledMessageId"], []],
  listUsers: ["GET", [], []],
  listUserGroups: ["GET", [], []],
  myInfo: ["GET", [], []],
  customStatus: ["POST", ["code", "expiresAt"], ["status"]],
};

/**
 * Required there and optional here, on purpose: the vendor's own documentation (mirrored in
 * mindcloud-inc/universal-api-reference) takes `email` in place of `userId`, and `emails` in place of `userIds`.
 */
const optionalHere: Partial<Record<OperationName, string[]>> = { dmUser: ["userId"], dmGroup: ["userIds"] };

interface Described {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean }[];
  requestBody?: { content: { "application/json": { schema: { required?: string[]; properties: object } } } };
  responses: Record<string, { content?: unknown; $ref?: string }>;
}

const document = openApiDocument("https://addon.example.com") as {
  openapi: string;
  paths: Record<string, Record<string, Described>>;
  components: {
    schemas: Record<string, unknown>;
    securitySchemes: Record<string, { name: string; description: string }>;
  };
  security: unknown;
};

describe("the OpenAPI document", () => {
  test("is valid OpenAPI 3.1 to a published validator", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe("3.1");
  });

  test("every reference leads somewhere", () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(20);
    for (const [, kind, name] of references) {
      expect(document.components).toHaveProperty([kind!, name!]);
    }
    expect(text).not.toContain("#/$defs/");
  });

  test("describes exactly the operations of the table, and the management of keys", () => {
    const own = Object.keys(document.paths).filter((path) => !path.startsWith("/api-keys"));
    expect(own.sort()).toEqual(operationNames.map((name) => `/${name}`).sort());
    expect(Object.keys(document.paths["/api-keys"]!)).toEqual(["get", "post"]);
  });

  test("puts inputs where they are sent, and names the required ones", () => {
    for (const name of operationNames) {
      const described = document.paths[`/${name}`]![operations[name].method.toLowerCase()]!;
      const fields = Object.keys(operations[name].input.shape);
      if (operations[name].method === "POST") {
        const { schema } = described.requestBody!.content["application/json"];
        expect(Object.keys(schema.properties)).toEqual(fields);
      } else {
        expect(described.parameters!.map((parameter) => parameter.name)).toEqual(fields);
        expect(described.parameters!.every((parameter) => parameter.in === "query")).toBe(true);
      }
    }
    const fetchMessage = document.paths["/fetchMessage"]!.get!;
    expect(fetchMessage.parameters!.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      "messageId",
    ]);
    const edit =
      document.paths["/editScheduledMessage"]!.post!.requestBody!.content["application/json"].schema;
    expect(edit.required).toEqual(["scheduledMessageId", "channelId", "text", "sendAt"]);
  });

  for (const name of operationNames) {
    const [method, required, fields] = published[name];
    test(`${method} /${name} takes what the published description says`, () => {
      const described = document.paths[`/${name}`]![method.toLowerCase()]!;
      const schema = described.requestBody?.content["application/json"].schema;
      const parameters = described.parameters ?? [];
      const ours = schema ? Object.keys(schema.properties) : parameters.map((parameter) => parameter.name);
      const oursRequired = schema
        ? (schema.required ?? [])
        : parameters.filter((parameter) => parameter.required).map((parameter) => parameter.name);
      expect(ours).toEqual(expect.arrayContaining([...required, ...fields]));
      const alternatives = optionalHere[name] ?? [];
      expect([...oursRequired, ...alternatives].sort()).toEqual([...required].sort());
    });
  }

  test("tells that what makes keys takes no names but its own, which Pumble's own operations do", () => {
    const schemaOf = (path: string) =>
      document.paths[path]!.post!.requestBody!.content["application/json"].schema as Record<string, unknown>;
    expect(schemaOf("/api-keys")["additionalProperties"]).toBe(false);
    expect(schemaOf("/api-keys/{id}/rotate")["additionalProperties"]).toBe(false);
    expect(document.components.schemas["NewKeyScopes"]).toMatchObject({ additionalProperties: false });
    expect(schemaOf("/sendMessage")).not.toHaveProperty("additionalProperties");
    expect(document.paths["/api-keys/{id}"]!["delete"]!.responses["400"]).toBeDefined();
  });

  test("asks for one key, and says that its header has another spelling", () => {
    expect(document.security).toEqual([{ ApiKey: [] }]);
    const schemes = document.components.securitySchemes;
    expect(Object.keys(schemes)).toEqual(["ApiKey"]);
    expect(schemes["ApiKey"]!.description).toContain("`Api-Key`");
  });
});
