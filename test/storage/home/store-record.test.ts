import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDataDir } from '../../../src/storage/home/data-dir';
import { recordedStore, recordStore } from '../../../src/storage/home/store-record';
import { tempDir } from '../../helpers/temp-dir';

describe('the record of the store a data directory was created with', () => {
  test('is absent at first, then stays', () => {
    const dir = openDataDir(tempDir());
    expect(recordedStore(dir)).toBeNull();
    recordStore(dir, { kind: 'mongod', port: 40123 });
    recordStore(dir, { kind: 'mongod', port: 50123 });
    expect(recordedStore(dir)).toEqual({ kind: 'mongod', port: 40123 });
  });

  test('refuses another kind with the way back and the way on', () => {
    const dir = openDataDir(tempDir());
    recordStore(dir, { kind: 'embedded' });
    expect(() => recordStore(dir, { kind: 'server' })).toThrow(
      /created with the embedded store.*unset MONGODB_URI.*To move.*new DATA_DIR/,
    );
    expect(recordedStore(dir)).toEqual({ kind: 'embedded' });
  });

  test.each(['', 'nonsense', '{"kind":"postgres"}'])('that cannot be read is an error: %j', (text) => {
    const path = tempDir();
    writeFileSync(join(path, 'store.json'), text);
    expect(() => recordedStore(openDataDir(path))).toThrow(/store\.json cannot be read/);
  });
});
