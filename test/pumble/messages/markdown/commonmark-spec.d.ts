declare module "commonmark-spec" {
  /** One example: Markdown, and the HTML that the specification makes of it. */
  export interface Example {
    markdown: string;
    html: string;
    section: string;
    number: number;
  }
  export const tests: readonly Example[];
}
