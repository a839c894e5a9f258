/** What each page of the reference begins with. */
export function pageHead(title: string, description: string): string {
  const front = ["---", `page_title: ${JSON.stringify(title)}`, 'subcategory: ""'];
  return `${[...front, `description: ${JSON.stringify(description)}`, "---"].join("\n")}\n\n# ${title}\n\n${description}`;
}
