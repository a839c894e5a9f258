/** The smallest provider that Terraform can plan and apply with: protocol messages by hand, no layer above. */
import { decode, encode } from "@msgpack/msgpack";
import type { ProviderServer } from "../../../src/terraform/wire/protocol/generated/tfplugin6";

type Thing = { id: string | null; name: string };
type Value = { msgpack: Uint8Array } | undefined;

const string = Buffer.from('"string"');
const block = {
  attributes: [
    { name: "id", type: string, computed: true },
    { name: "name", type: string, required: true },
  ],
};

const read = (value: Value): Thing | null => decode(value!.msgpack) as Thing | null;
const write = (value: unknown): { msgpack: Uint8Array } => ({ msgpack: encode(value) });

/** Answers as Terraform's rules ask; a thing named `crash` throws outside any call when it is applied. */
export const tinyProvider: ProviderServer = {
  async getProviderSchema() {
    return {
      provider: { block: {} },
      resourceSchemas: { tiny_thing: { block } },
      serverCapabilities: { getProviderSchemaOptional: true, planDestroy: true },
    };
  },
  async validateProviderConfig() {
    return {};
  },
  async configureProvider() {
    console.log("configured, said on stdout");
    console.error(JSON.stringify({ "@message": 1 })); // as it stands, this line would crash Terraform
    return {};
  },
  async validateResourceConfig() {
    return {};
  },
  async upgradeResourceState({ rawState }) {
    return { upgradedState: write(JSON.parse(Buffer.from(rawState!.json).toString())) };
  },
  async readResource({ currentState, private: secret }) {
    return { newState: currentState, private: secret };
  },
  async planResourceChange({ proposedNewState, priorState, priorPrivate }) {
    const proposed = read(proposedNewState);
    if (!proposed || read(priorState))
      return { plannedState: proposedNewState, plannedPrivate: priorPrivate };
    const planned = { msgpack: withUnknownId(Buffer.from(encode({ ...proposed, id: null }))) };
    return { plannedState: planned, plannedPrivate: priorPrivate };
  },
  async applyResourceChange({ plannedState, config, plannedPrivate }, { signal }) {
    const wanted = read(config);
    if (!wanted) return { newState: plannedState, private: plannedPrivate };
    if (wanted.name === "crash") {
      setImmediate(() => {
        throw new TypeError("the tiny provider broke");
      });
      await new Promise(() => {});
    }
    if (wanted.name === "hang") await new Promise((resolve) => signal.addEventListener("abort", resolve));
    return { newState: write({ ...wanted, id: `id-${wanted.name}` }), private: plannedPrivate };
  },
  async stopProvider() {
    return {};
  },
};

/** `id` is encoded first, as nil; an unknown value takes its place. */
function withUnknownId(bytes: Buffer): Buffer {
  const nil = bytes.indexOf(0xc0);
  return Buffer.concat([bytes.subarray(0, nil), Buffer.from([0xd4, 0, 0]), bytes.subarray(nil + 1)]);
}
