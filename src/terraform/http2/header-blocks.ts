import { ConnectionError, ErrorCode, Flag, type Frame, FrameType, unpadded, wrong } from "./frame";
import { HeaderDecoder, type Headers } from "./hpack";

/** Compressed size of one header block. */
const maxBytes = 64 * 1024;
/** Frames of one header block, so that empty ones do not go on for ever. */
const maxFrames = 1000;
const priorityBytes = 5;

/** A header block that is complete. */
export interface HeaderBlock {
  /** The HEADERS frame that began it. */
  readonly first: Frame;
  readonly headers: Headers;
}

/** Puts header blocks together again from HEADERS and CONTINUATION frames (RFC 9113 §4.3). */
export class HeaderBlocks {
  readonly #decoder = new HeaderDecoder();
  #open: { readonly first: Frame; readonly parts: Buffer[]; bytes: number } | undefined;

  /** @throws ConnectionError PROTOCOL_ERROR when another frame stands where a block has to go on */
  expect({ type, streamId }: Frame): void {
    if (!this.#open) return;
    if (type !== FrameType.CONTINUATION || streamId !== this.#open.first.streamId) {
      throw wrong("A header block was interrupted.");
    }
  }

  /**
   * Takes the next HEADERS or CONTINUATION frame.
   * @returns the block that it completes
   * @throws ConnectionError when the block is too large or malformed
   */
  push(frame: Frame): HeaderBlock | undefined {
    const isFirst = frame.type === FrameType.HEADERS;
    if (!isFirst && !this.#open) throw wrong("A CONTINUATION continues nothing.");
    const part = isFirst ? unpadded(frame, priorityBytes) : frame.payload;
    this.#open ??= { first: frame, parts: [], bytes: 0 };
    const { first, parts } = this.#open;
    parts.push(part);
    this.#open.bytes += part.length;
    if (this.#open.bytes > maxBytes || parts.length > maxFrames) {
      throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "A header block is too large.");
    }
    if (!(frame.flags & Flag.END_HEADERS)) return undefined;
    this.#open = undefined;
    return { first, headers: this.#decoder.decode(parts.length === 1 ? part : Buffer.concat(parts)) };
  }
}
