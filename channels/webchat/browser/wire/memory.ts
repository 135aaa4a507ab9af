/** What the browser keeps between page loads. Storage may be blocked or full: then it is kept for this page view only. */

export interface Session {
  conversationId: string;
  token: string;
  userId: string;
  /** Milliseconds since 1970, by this device's clock; a hint only, the service decides. */
  expiresAt: number;
}

export interface Memory {
  read<T>(name: string): T | undefined;
  write(name: string, value: unknown): void;
  forget(name: string): void;
}

/** Storage that throws on touch counts as none (blocked third-party frames, private modes). */
function usable(get: () => Storage): Storage | undefined {
  try {
    const storage = get();
    storage.setItem('redress:probe', '1');
    storage.removeItem('redress:probe');
    return storage;
  } catch {
    return undefined;
  }
}

function over(storage: Storage | undefined, prefix: string): Memory {
  const here = new Map<string, string>();
  const attempt = (action: (store: Storage) => void) => {
    try {
      if (storage) action(storage);
    } catch {
      // Full or withdrawn meanwhile: `here` still has it.
    }
  };
  return {
    read<T>(name: string) {
      let raw = here.get(name);
      attempt((store) => (raw = store.getItem(prefix + name) ?? undefined));
      try {
        return raw === undefined ? undefined : (JSON.parse(raw) as T);
      } catch {
        return undefined;
      }
    },
    write(name, value) {
      const raw = JSON.stringify(value);
      here.set(name, raw);
      attempt((store) => store.setItem(prefix + name, raw));
    },
    forget(name) {
      here.delete(name);
      attempt((store) => store.removeItem(prefix + name));
    },
  };
}

/** Kept for this browser, so that a closed tab finds its conversation again. */
export const lasting = (prefix: string): Memory =>
  over(usable(() => window.localStorage) ?? usable(() => window.sessionStorage), prefix);

/** Kept for this tab: what two tabs must not share, such as messages still to be sent. */
export const passing = (prefix: string): Memory =>
  over(
    usable(() => window.sessionStorage),
    prefix,
  );
