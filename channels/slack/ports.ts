/** Where the app is installed: one record for each workspace or organisation, its content sealed by us. */
export interface Installations {
  save(key: string, sealed: string): Promise<void>;
  find(key: string): Promise<string | null>;
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
}
