/** As much of Eleventy as is used here: it comes without types. */
declare module "@11ty/eleventy" {
  interface Config {
    setLibrary(name: "md", library: { render(text: string, env: object): string }): void;
    addTemplate(path: string, content: string, data: object): void;
    addPassthroughCopy(copies: Readonly<Record<string, string>>): void;
    addFilter(name: string, filter: (...values: never[]) => unknown): void;
    addGlobalData(name: string, value: unknown): void;
    setIncludesDirectory(folder: string): void;
    setTemplateFormats(formats: readonly string[]): void;
  }
  interface Options {
    quietMode?: boolean;
    config?: (config: Config) => void;
  }
  export default class Eleventy {
    constructor(input: string, output: string, options?: Options);
    write(): Promise<unknown>;
  }
}
