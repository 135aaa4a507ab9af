import { defaultSettings, type ClientSettings } from '../../src/domain/client-settings';
import type { ClientSettingsStore, SettingsInForce, StoredSettings } from '../../src/intake/ports-settings';

/** Settings in memory, in force at once. */
export function settingsDesk(first: ClientSettings = defaultSettings()) {
  let stored: StoredSettings = { version: 0, settings: first, changed: null };
  const settingsStore: ClientSettingsStore = {
    read: () => Promise.resolve(stored),
    write: (_client, expects, settings, changed) => {
      if (expects !== stored.version) return Promise.resolve(false);
      stored = { version: expects + 1, settings, changed };
      return Promise.resolve(true);
    },
  };
  const settings: SettingsInForce = {
    of: () => Promise.resolve(stored.settings),
    known: () => stored.settings,
    forget: () => undefined,
  };
  return { settingsStore, settings };
}
