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

const SHOP = ['--redress-accent', '--redress-surface', '--redress-text'];
/** Colours of text, each made to read on the surface and on a bubble. */
const WRITTEN = ['--text', '--quiet', '--money', '--waiting', '--refused'];

/**
 * Where a shop has set its own accent, surface or text, works out the colours that depend on them so that every pair of
 * text and background keeps 4.5:1, in the theme shown now. Without any, the stylesheet's own pairs stand.
 */
export function fitColours(root: HTMLElement): void {
  for (const property of [...WRITTEN, '--on-accent', '--accent-text']) root.style.removeProperty(property);
  const style = getComputedStyle(root);
  if (SHOP.every((name) => style.getPropertyValue(name).trim() === '')) return;
  const found = (names: string[]) => names.map((name) => resolve(root, name)).filter((one) => one !== undefined);
  const backgrounds = found(['--surface', '--bubble', '--hover', '--waiting-back']);
  const accent = resolve(root, '--accent');
  if (!accent || backgrounds.length === 0) return;
  root.style.setProperty('--on-accent', writeColour(textOn(accent)));
  root.style.setProperty('--accent-text', writeColour(readable(accent, backgrounds)));
  for (const property of WRITTEN) {
    const colour = resolve(root, property);
    if (colour) root.style.setProperty(property, writeColour(readable(colour, backgrounds)));
  }
}
