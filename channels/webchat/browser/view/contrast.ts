/** Keeps a shop's own accent colour readable: WCAG 2.2 relative luminance and contrast (success criterion 1.4.3, AA 4.5:1). */

export type Rgb = readonly [number, number, number];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
const AA_TEXT = 4.5;

/** Reads `rgb(1, 2, 3)`, `rgb(1 2 3 / 1)` and `color(srgb 0 0.5 1)`, the forms browsers compute colours to. */
export function readColour(text: string): Rgb | undefined {
  const numbers = (text.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number);
  const scale = text.startsWith('color(srgb') ? 255 : 1;
  if (scale === 1 && !text.startsWith('rgb')) return undefined;
  const [red, green, blue] = numbers;
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return [red * scale, green * scale, blue * scale];
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever reads better on the colour: always at least 4.58:1. */
export const textOn = (background: Rgb): Rgb =>
  contrast(WHITE, background) >= contrast(BLACK, background) ? WHITE : BLACK;

/** The colour itself where it reads on every background, else the nearest mix towards black or white that does. */
export function readable(colour: Rgb, backgrounds: readonly Rgb[]): Rgb {
  const first = backgrounds[0] ?? WHITE;
  const target = textOn(first);
  for (let step = 0; step <= 20; step += 1) {
    const mixed = colour.map((part, at) => part + ((target[at] ?? 0) - part) * (step / 20)) as unknown as Rgb;
    if (backgrounds.every((background) => contrast(mixed, background) >= AA_TEXT)) return mixed;
  }
  return target;
}

/** `rgb(1 2 3)` for a style property. */
export const writeColour = (colour: Rgb): string => `rgb(${colour.map(Math.round).join(' ')})`;
