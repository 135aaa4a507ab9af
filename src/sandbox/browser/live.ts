/** The page's feed: each topic arrives whole, at the beginning and whenever it changed. */
export interface Live {
  on<T>(topic: string, heard: (value: T) => void): void;
  /** Called with false when the service cannot be reached, with true when it can again. */
  onLink(heard: (up: boolean) => void): void;
}

/** Opens the feed. The browser comes back to it by itself, also after the service was started anew. */
export function createLive(base: string): Live {
  const links: ((up: boolean) => void)[] = [];
  const topics = new Map<string, ((value: unknown) => void)[]>();
  const tell = (up: boolean) => links.forEach((heard) => heard(up));

  function open(): void {
    const source = new EventSource(`${base}/stream`);
    source.onopen = () => tell(true);
    source.onerror = () => {
      tell(false);
      // An answer that is no stream closes it for good: then it is opened anew.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, 2_000);
    };
    for (const [topic, heard] of topics)
      source.addEventListener(topic, ({ data }) => {
        const value = JSON.parse(String(data)) as unknown;
        heard.forEach((one) => one(value));
      });
  }
  // Whoever wants to hear says so before the first event.
  queueMicrotask(open);

  return {
    on: (topic, heard) => {
      topics.set(topic, [...(topics.get(topic) ?? []), heard as (value: unknown) => void]);
    },
    onLink: (heard) => void links.push(heard),
  };
}
