/** In which order the files say what was posted. */
import { expect, it } from "vitest";
import type { ExportedMessage, ExportedReply } from "../../../src/cli/export/model";
import { toWorkspaceFiles } from "../../../src/cli/export/workspace-files";
import { workspaceOf } from "../../workspace-file/folder";

const keys = ["welcome", "2", "1"];
const id = "6b0000000000000000000001";

it("announcements and replies stand in the files as they were posted, those that are called by a number too", () => {
  const posted = (key: string) => ({
    ...{ key, id, asBot: false, reactions: [] },
    said: { form: "text" as const, value: key, allowBroadcast: false, plain: key },
  });
  const replies = keys.map((key): ExportedReply => ({ ...posted(key), alsoSendToChannel: false }));
  const announcements = keys.map((key): ExportedMessage => ({ ...posted(key), replies }));
  const channel = {
    ...{ key: "ops", id, type: "PUBLIC" as const, description: null, members: [], schedules: [] },
    announcements,
  };
  const files = toWorkspaceFiles({ channels: [channel], timeZone: "UTC", left: [] });
  const found = workspaceOf(files).channels.get("ops")!.announcements;
  expect(found.map(({ key }) => key)).toEqual(keys);
  expect(found[0]!.replies.map(({ key }) => key)).toEqual(keys);
});
