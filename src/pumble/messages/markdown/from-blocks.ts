/** The way back from rich text to Markdown; apart from the way there, which is loaded far more often. */
export { blocksToMarkdown, type Names } from "./blocks-to-markdown";
export { namesIn } from "./written/names";
