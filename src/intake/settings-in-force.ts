import { defaultSettings, type ClientSettings } from '../domain/client-settings';
import type { ClientSettingsStore, SettingsInForce } from './ports-settings';

/** How long settings are used before they are read again, in milliseconds: as long a change takes to hold everywhere. */
const FRESH_MS = 5_000;

interface Kept {
  at: number;
  settings: ClientSettings;
}

/** Settings as they were read within the last seconds, so that not every click reads them. */
export function settingsInForce(store: ClientSettingsStore, clock: () => Date): SettingsInForce {
  const kept = new Map<string, Kept>();
  const reading = new Map<string, Promise<ClientSettings>>();

  function read(client: string): Promise<ClientSettings> {
    const running = reading.get(client);
    if (running) return running;
    const started = store
      .read(client)
      .then(({ settings }) => {
        // Forgotten meanwhile: what was read may be older than the change.
        if (reading.get(client) === started) kept.set(client, { at: clock().getTime(), settings });
        return settings;
      })
      .finally(() => {
        if (reading.get(client) === started) reading.delete(client);
      });
    reading.set(client, started);
    return started;
  }

  const fresh = (client: string): ClientSettings | null => {
    const known = kept.get(client);
    return known && clock().getTime() - known.at < FRESH_MS ? known.settings : null;
  };

  return {
    of: async (client) => fresh(client) ?? read(client),
    known: (client) => {
      // A store that is away leaves what is known in force.
      if (!fresh(client)) void read(client).catch(() => undefined);
      return kept.get(client)?.settings ?? defaultSettings();
    },
    forget: (client) => {
      const known = kept.get(client);
      if (known) kept.set(client, { ...known, at: -Infinity });
      reading.delete(client);
      void read(client).catch(() => undefined);
    },
  };
}
