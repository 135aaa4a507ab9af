/**
 * Prints one element alone, in a frame of its own: the page around it (a shop's, for the widget) stays as it is.
 * `sheet` is the chat's stylesheet as text; `like` gives language and direction.
 */
export function printAlone(node: HTMLElement, like: HTMLElement, sheet: string): void {
  const frame = document.createElement('iframe');
  frame.setAttribute('aria-hidden', 'true');
  frame.style.cssText = 'position:fixed;inline-size:0;block-size:0;border:0;inset-block-end:0';
  document.body.append(frame);
  const inner = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!inner) return frame.remove();
  const styles = new inner.CSSStyleSheet();
  styles.replaceSync(sheet);
  inner.document.adoptedStyleSheets = [styles];
  inner.document.title = document.title;
  inner.document.documentElement.lang = like.lang;
  const root = inner.document.createElement('div');
  root.className = 'redress paper';
  root.dir = like.dir;
  root.dataset.theme = 'light';
  root.append(inner.document.importNode(node, true));
  inner.document.body.append(root);
  inner.addEventListener('afterprint', () => frame.remove());
  inner.focus();
  inner.print();
}
