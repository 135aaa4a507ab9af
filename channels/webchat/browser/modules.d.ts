/** A stylesheet bundled as text (scripts/build-browser.mjs), so that it can go into a shadow root. */
declare module '*.css' {
  const text: string;
  export default text;
}

/** The sections of locales/*.json named in words/labels.ts, by language (scripts/build-browser.mjs). */
declare module 'redress:labels' {
  export const LABELS: Record<string, import('./words/labels').Labels>;
}
