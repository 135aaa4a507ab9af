import { defaultSettings, type ClientSettings } from '../../src/domain/client-settings';
import { settingsInForce } from '../../src/intake/settings-in-force';

const ofZone = (timeZone: string): ClientSettings => {
  const usual = defaultSettings();
  return { ...usual, calendar: { ...usual.calendar, timeZone } };
};
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function shop(timeZone: string) {
  const stored = { settings: ofZone(timeZone), away: false };
  let now = 0;
  const store = {
    read: () =>
      stored.away
        ? Promise.reject(new Error('away'))
        : Promise.resolve({ version: 1, settings: stored.settings, changed: null }),
    write: () => Promise.resolve(true),
  };
  const settings = settingsInForce(store, () => new Date(now));
  const zone = () => settings.known('default').calendar.timeZone;
  return { stored, settings, zone, later: (ms: number) => (now += ms) };
}

describe('settings in force', () => {
  test('are the latest known until a change was read, and never the defaults again', async () => {
    const { stored, settings, zone } = shop('Europe/Berlin');
    await settings.of('default');
    stored.settings = ofZone('Asia/Tokyo');
    settings.forget('default');
    expect(zone()).toBe('Europe/Berlin');
    await soon();
    expect(zone()).toBe('Asia/Tokyo');
    expect((await settings.of('default')).calendar.timeZone).toBe('Asia/Tokyo');
  });

  test('are read without being asked for once somebody says that they may have changed', async () => {
    const { zone, settings, stored, later } = shop('Europe/Berlin');
    settings.forget('default');
    await soon();
    stored.settings = ofZone('Asia/Tokyo');
    later(3_600_000);
    settings.forget('default');
    await soon();
    expect(zone()).toBe('Asia/Tokyo');
  });

  test('stay as they were while the store is away', async () => {
    const { stored, settings, zone, later } = shop('Europe/Berlin');
    await settings.of('default');
    stored.away = true;
    settings.forget('default');
    later(60_000);
    await soon();
    expect(zone()).toBe('Europe/Berlin');
    await expect(settings.of('default')).rejects.toThrow('away');
  });
});
