import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDataDir } from '../../../src/storage/home/data-dir';
import { keptSecrets, noteShown } from '../../../src/storage/home/kept-secrets';
import { tempDir } from '../../helpers/temp-dir';

describe('generated secrets', () => {
  test('are long, differ from each other and stay the same from start to start', () => {
    const dir = openDataDir(tempDir());
    const first = keptSecrets(dir);
    expect(first.directLineSecret.length).toBeGreaterThanOrEqual(32);
    expect(first.staffToken).not.toBe(first.directLineSecret);
    expect(keptSecrets(openDataDir(dir.path))).toEqual(first);
  });

  test('lie in a file that only its owner may read', () => {
    const dir = openDataDir(join(tempDir(), 'new'));
    keptSecrets(dir);
    expect(statSync(join(dir.path, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(statSync(dir.path).mode & 0o777).toBe(0o700);
  });

  test('count as unseen until they were printed', () => {
    const dir = openDataDir(tempDir());
    expect(keptSecrets(dir).shown).toBe(false);
    expect(keptSecrets(dir).shown).toBe(false);
    const { directLineSecret } = keptSecrets(dir);
    noteShown(dir);
    expect(keptSecrets(dir)).toMatchObject({ shown: true, directLineSecret });
    expect(statSync(join(dir.path, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  test.each(['', '{', '{"directLineSecret":1}', '{"directLineSecret":"","staffToken":""}'])(
    'that cannot be read are an error, never replaced: %j',
    (text) => {
      const path = tempDir();
      writeFileSync(join(path, 'secrets.json'), text);
      expect(() => keptSecrets(openDataDir(path))).toThrow(/secrets\.json cannot be read/);
    },
  );
});
