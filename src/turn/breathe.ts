/** Begun in one round of the event loop; the others wait for the next one. */
const PER_ROUND = 16;

/**
 * Lets pieces of work begin a few at a time, in order. Turns whose facts are at hand never leave the processor by
 * themselves: hundreds that become ready together would keep everybody's acknowledgement waiting until the last of them is
 * computed. Work that waits for the store keeps nobody else waiting.
 */
export function createBreath(perRound = PER_ROUND): () => Promise<void> {
  const waiting: (() => void)[] = [];
  let begun = 0;
  let scheduled = false;

  function round(): void {
    const next = waiting.splice(0, perRound);
    begun = next.length;
    scheduled = begun > 0;
    if (scheduled) setImmediate(round);
    for (const begin of next) begin();
  }

  return () => {
    if (!scheduled) {
      scheduled = true;
      setImmediate(round);
    }
    if (begun < perRound && !waiting.length) {
      begun += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
}
