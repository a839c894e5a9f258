export { folderExamples, writeDocs } from "./files";
export { type Examples, type Pages, renderDocs } from "./pages";
