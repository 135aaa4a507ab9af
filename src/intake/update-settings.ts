import { changeSettings, type SettingsChange } from '../domain/client-settings';
import type { Actor } from '../domain/log-entry';
import { AppError } from '../errors';
import type { ClientSettingsStore, SettingsInForce, StoredSettings } from './ports-settings';
import { beforeTry, TRIES } from './try-again';

export type SettingsChanged =
  { outcome: 'changed'; stored: StoredSettings } | { outcome: 'invalid'; field: string; message: string };

/** Changes a client's settings; what is not named stays. In force here at once, in other processes within seconds. */
export async function updateSettings(
  ports: { settingsStore: ClientSettingsStore; settings: SettingsInForce },
  client: string,
  change: SettingsChange,
  changed: { at: Date; by: Actor },
): Promise<SettingsChanged> {
  for (let tried = 0; tried < TRIES; tried++) {
    await beforeTry(tried);
    const before = await ports.settingsStore.read(client);
    const after = changeSettings(before.settings, change);
    if (!after.ok) return { outcome: 'invalid', field: after.field, message: after.message };
    if (await ports.settingsStore.write(client, before.version, after.settings, changed)) {
      ports.settings.forget(client);
      return { outcome: 'changed', stored: { version: before.version + 1, settings: after.settings, changed } };
    }
  }
  throw new AppError('Conflict', 'the settings are being changed by somebody else; read them again');
}
