/** A stylesheet bundled as text (scripts/build-browser.mjs), so that it can go into a shadow root. */
declare module '*.css' {
  const text: string;
  export default text;
}
