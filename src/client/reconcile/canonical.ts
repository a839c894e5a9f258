/** A text in the form in which two are compared, for a server may write it otherwise than it was sent. */
export function canonical(text: string): string {
  return text.normalize("NFC").replace(/\r\n?/g, "\n").trim();
}
