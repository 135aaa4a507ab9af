import { readable, readColour, textOn, writeColour, type Rgb } from './contrast';

/** A custom property of `root` as the browser computes it. */
function resolve(root: HTMLElement, property: string): Rgb | undefined {
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.color = `var(${property})`;
  root.append(probe);
  const colour = readColour(getComputedStyle(probe).color);
  probe.remove();
  return colour;
}

/**
 * Where a shop has set its own accent or surface, works out the colours that depend on them so that every pair of text
 * and background keeps 4.5:1, in the theme shown now. Without one, the stylesheet's own pairs stand.
 */
export function fitColours(root: HTMLElement): void {
  for (const property of ['--on-accent', '--accent-text', '--text']) root.style.removeProperty(property);
  const style = getComputedStyle(root);
  const own = (name: string) => style.getPropertyValue(name).trim() !== '';
  if (!own('--redress-accent') && !own('--redress-surface') && !own('--redress-text')) return;
  const [accent, surface, bubble, text] = ['--accent', '--surface', '--bubble', '--text'].map((one) =>
    resolve(root, one),
  );
  if (!accent || !surface || !bubble || !text) return;
  root.style.setProperty('--on-accent', writeColour(textOn(accent)));
  root.style.setProperty('--accent-text', writeColour(readable(accent, [surface, bubble])));
  root.style.setProperty('--text', writeColour(readable(text, [surface, bubble])));
}
