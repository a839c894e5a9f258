/**
 * The shapes of rich text by hand, as `blocks` checks them: who writes constructs reads these types, and their compiler
 * need not read those of the validator. Not interfaces: these are compared with blocks that have any other field.
 */

export type TextStyle = {
  bold?: boolean | undefined;
  italic?: boolean | undefined;
  strike?: boolean | undefined;
  code?: boolean | undefined;
};

export type Inline =
  | {
      type: "text";
      text: string;
      style?: TextStyle | undefined;
      /** 1 (that of other text, the default) to 3 (largest). */
      size?: number | undefined;
      unlinked?: boolean | undefined;
    }
  | {
      type: "link";
      url: string;
      text?: string | undefined;
      raw?: boolean | undefined;
      style?: TextStyle | undefined;
      /** 1 (that of other text, the default) to 3 (largest). */
      size?: number | undefined;
    }
  | { type: "emoji"; name: string; skin_tone?: number | undefined }
  | { type: "user"; user_id: string }
  | { type: "channel"; channel_id: string }
  | { type: "usergroup"; usergroup_id: string }
  | { type: "broadcast"; range: "here" | "channel" };

export type RichTextSection = {
  type: "rich_text_section";
  elements: Inline[];
};

export type RichTextContainer =
  | RichTextSection
  | { type: "rich_text_preformatted"; elements: Inline[]; border?: number | undefined }
  | { type: "rich_text_quote"; elements: Inline[] }
  | {
      type: "rich_text_list";
      style: "ordered" | "bullet";
      /** 0 to 4. */
      indent?: number | undefined;
      border?: number | undefined;
      offset?: number | undefined;
      elements: RichTextSection[];
    };

/** The block that people can write. */
export type RichText = {
  type: "rich_text";
  elements: RichTextContainer[];
};
