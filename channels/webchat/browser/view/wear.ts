/** Dresses a document or a shadow root in the chat's stylesheet without an inline style, as strict policies demand. */
export function wear(root: Document | ShadowRoot, sheet: string, base: string): void {
  if ('adoptedStyleSheets' in Document.prototype) {
    const styles = new CSSStyleSheet();
    styles.replaceSync(sheet);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, styles];
    return;
  }
  // Safari before 16.4: the same sheet as a file.
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = `${base}/chat.css`;
  (root instanceof Document ? root.head : root).append(link);
}
