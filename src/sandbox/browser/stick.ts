/** Two lines of text away from the end still counts as being there, in pixels. */
const NEAR = 48;

export interface Stick {
  /** Goes to the end, if that is where it is to be. */
  settle(): void;
  /** False: stays where it is until somebody scrolls to the end. */
  follow(isOn: boolean): void;
}

/** Keeps a scroller at its end while nobody reads further up, also when it was hidden or changes its size. */
export function stickToEnd(scroller: HTMLElement): Stick {
  let isAtEnd = true;
  const settle = (): void => {
    if (isAtEnd) scroller.scrollTop = scroller.scrollHeight;
  };
  scroller.addEventListener(
    'scroll',
    () => {
      const room = scroller.scrollHeight - scroller.clientHeight;
      // Where everything can be seen, nobody has chosen a place.
      if (scroller.clientHeight && room > NEAR) isAtEnd = room - scroller.scrollTop < NEAR;
    },
    { passive: true },
  );
  // Photos that load late make the content longer, too.
  scroller.addEventListener('load', settle, { capture: true });
  new ResizeObserver(settle).observe(scroller);
  return { settle, follow: (isOn) => void (isAtEnd = isOn) };
}
