import type { ClientSettings } from '../domain/client-settings';
import type { Actor } from '../domain/log-entry';

/** A client's settings as stored; version 0: nothing was ever set. */
export interface StoredSettings {
  version: number;
  settings: ClientSettings;
  /** The latest change. */
  changed: { at: Date; by: Actor } | null;
}

export interface ClientSettingsStore {
  read(client: string): Promise<StoredSettings>;
  /** False: somebody changed them since they were read. */
  write(client: string, expects: number, settings: ClientSettings, changed: { at: Date; by: Actor }): Promise<boolean>;
}

/** Settings for those who only use them: at most some seconds old. */
export interface SettingsInForce {
  of(client: string): Promise<ClientSettings>;
  /** Without waiting: the latest that was read, the defaults before the first time. Reads anew when it is old. */
  known(client: string): ClientSettings;
  /** They changed, or may have: reads anew at once; what is known stays in force until then. */
  forget(client: string): void;
}
