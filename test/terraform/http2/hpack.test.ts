import { once } from "node:events";
import { connect } from "node:http2";
import { type AddressInfo, createServer, type Socket } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Http2Connection } from "../../../src/terraform/http2";
import { encodeHeaders, HeaderDecoder, type Headers } from "../../../src/terraform/http2/hpack";
import { decodeHuffman } from "../../../src/terraform/http2/huffman";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");
const plain = (headers: Headers): Record<string, string> => ({ ...headers });

describe("a header block", () => {
  it("of RFC 7541 C.4 is decoded, with Huffman texts and a table that grows from block to block", () => {
    const decoder = new HeaderDecoder();
    const first = { ":method": "GET", ":scheme": "http", ":path": "/", ":authority": "www.example.com" };
    expect(plain(decoder.decode(hex("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff")))).toEqual(first);
    expect(plain(decoder.decode(hex("8286 84be 5886 a8eb 1064 9cbf")))).toEqual({
      ...first,
      "cache-control": "no-cache",
    });
    expect(plain(decoder.decode(hex("8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf")))).toEqual(
      {
        ":method": "GET",
        ":scheme": "https",
        ":path": "/index.html",
        ":authority": "www.example.com",
        "custom-key": "custom-value",
      },
    );
  });

  it("can empty the table, so that its entries are gone", () => {
    const decoder = new HeaderDecoder();
    decoder.decode(hex("4003 6162 6303 6465 66")); // abc: def, added
    expect(plain(decoder.decode(hex("be")))).toEqual({ abc: "def" });
    expect(plain(decoder.decode(hex("20 82")))).toEqual({ ":method": "GET" });
    expect(() => decoder.decode(hex("be"))).toThrow("no header entry 62");
  });

  it.each([
    ["an entry that does not exist", "ff00"],
    ["entry 0", "80"],
    ["a text that is cut short", "0003 6162"],
    ["a name without a value", "0001 61"],
    ["a number without end", "ffffffffffff"],
    ["a table larger than was allowed", "3fe2 1f"],
    ["a Huffman text with the end-of-string symbol", "0084 ffff ffff 00"],
    ["a Huffman text with padding of a whole byte", "0082 1fff 00"],
    ["a Huffman text padded with zeros", "0081 18 00"],
  ])("with %s is refused", (_, block) => {
    expect(() => new HeaderDecoder().decode(hex(block))).toThrow();
  });

  it("that we write is read back, whatever its lengths", () => {
    const name = fc.stringMatching(/^[a-z][a-z-]{0,200}$/);
    const value = fc.stringMatching(/^[\x20-\x7e]{0,300}$/);
    fc.assert(
      fc.property(fc.dictionary(name, value), (headers) => {
        expect(plain(new HeaderDecoder().decode(encodeHeaders(headers)))).toEqual({ ...headers });
      }),
    );
  });
});

it("a Huffman text may end with up to seven ones", () => {
  expect(decodeHuffman(hex(""))).toBe("");
  expect(decodeHuffman(hex("07"))).toBe("0");
  expect(decodeHuffman(hex("07ff"))).toBeUndefined();
});

it("what another implementation compresses arrives as it was, in many requests on one connection", async () => {
  const seen: Headers[] = [];
  const listener = createServer((socket: Socket) => {
    new Http2Connection(socket, {
      onClose: () => {},
      onStream: (stream, headers) => {
        seen.push(headers);
        stream.respond({ ":status": "200" }, { end: true });
      },
    });
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  const session = connect(`http://127.0.0.1:${(listener.address() as AddressInfo).port}`);
  const everyCharacter = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));
  const latin = Array.from({ length: 96 }, (_, index) => String.fromCharCode(160 + index)).join("");
  const sent = Array.from({ length: 60 }, (_, index) => ({
    ":path": `/${"path".repeat(index)}`,
    [`x-${index % 7}`]: everyCharacter.slice(index).join("").repeat(3),
    "x-latin": `${"e".repeat(900)}${latin}`, // so many short codes that the whole is sent in Huffman codes
    "x-long": "0".repeat(index * 400),
  }));
  for (const headers of sent) {
    const stream = session.request(headers);
    stream.resume();
    await once(stream, "close");
  }
  session.destroy();
  listener.close();
  expect(seen.length).toBe(sent.length);
  for (const [index, headers] of sent.entries()) expect(seen[index]).toMatchObject(headers);
});
