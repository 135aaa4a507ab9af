/** Dresses a document or a shadow root in the chat's stylesheet without an inline style, as strict policies demand. */
export function wear(root: Document | ShadowRoot, sheet: string): void {
  const styles = new CSSStyleSheet();
  styles.replaceSync(sheet);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, styles];
}
