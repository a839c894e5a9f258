export { type Examples, missingExamples } from "./examples";
export { folderExamples, writeDocs } from "./files";
export { type Pages, renderDocs } from "./pages";
