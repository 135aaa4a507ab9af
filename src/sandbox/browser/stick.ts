/** Two lines of text away from the end still counts as being there, in pixels. */
const NEAR = 48;

/** Keeps a scroller at its end while nobody reads further up, also when it was hidden or changes its size. */
export function stickToEnd(scroller: HTMLElement): () => void {
  let isAtEnd = true;
  const settle = (): void => {
    if (isAtEnd) scroller.scrollTop = scroller.scrollHeight;
  };
  scroller.addEventListener(
    'scroll',
    () => {
      if (scroller.clientHeight) isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    },
    { passive: true },
  );
  // Photos that load late make the content longer, too.
  scroller.addEventListener('load', settle, { capture: true });
  new ResizeObserver(settle).observe(scroller);
  return settle;
}
