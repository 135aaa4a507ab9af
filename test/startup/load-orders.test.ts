import { execFile, execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger } from '../../src/logger';
import { openStore } from '../../src/open-store';
import { connectStore } from '../../src/storage/connect';
import { createOrders } from '../../src/storage/orders';
import { testStore, type TestStore } from '../helpers/store';
import { tempDir } from '../helpers/temp-dir';

jest.setTimeout(60_000);

const START = join(__dirname, '../../scripts/start.mjs');

const HEADER =
  'order_no,email,phone,postcode,currency,status,placed_at,delivered_at,sku,name,quantity,unit_price_minor,tax_minor,discount_minor,shipping_minor,final_sale';
const row = (orderNo: string, price = '1250'): string =>
  `${orderNo},ana@example.com,,94107,USD,delivered,2026-11-01T10:00:00Z,2026-11-05T15:00:00Z,MUG,Blue mug,2,${price},213,0,499,false`;

function fileWith(...rows: string[]): string {
  const path = join(tempDir(), 'orders.csv');
  writeFileSync(path, [HEADER, ...rows, ''].join('\n'));
  return path;
}

interface Ended {
  code: number;
  said: string;
}

const loadOrders = (env: Record<string, string>, ...args: string[]): Promise<Ended> =>
  new Promise((done) => {
    execFile(process.execPath, [START, 'load-orders', ...args], { env: { PATH: '', ...env } }, (error, _out, said) =>
      done({ code: error ? Number(error.code) : 0, said }),
    );
  });

let store: TestStore;

beforeAll(async () => {
  execFileSync(process.execPath, [join(__dirname, '../../scripts/build.mjs')]);
  store = await testStore();
});

afterAll(() => store.drop());

async function ordersAt(uri: string): Promise<{ count: number; find(orderNo: string): Promise<unknown> }> {
  const opened = await connectStore(uri);
  const orders = createOrders(opened);
  const found = new Map<string, unknown>();
  for (const orderNo of ['9001', '9002', '9003']) found.set(orderNo, await orders.find('default', orderNo));
  const count = await opened.collection('orders').countDocuments();
  await opened.close();
  return { count, find: (orderNo) => Promise.resolve(found.get(orderNo)) };
}

test('orders of a file are written to the server that MONGODB_URI names, and again without a change', async () => {
  const env = { MONGODB_URI: store.uri, DATA_DIR: tempDir() };
  const file = fileWith(row('9001'), row('9002'));
  expect(await loadOrders(env, file)).toEqual({ code: 0, said: '2 orders written.\n' });
  const before = await ordersAt(store.uri);
  expect(await before.find('9002')).toMatchObject({ orderNo: '9002', items: [{ sku: 'MUG', unitPrice: 1250n }] });
  expect((await loadOrders(env, file)).code).toBe(0);
  const after = await ordersAt(store.uri);
  expect(after.count).toBe(before.count);
  expect(await after.find('9002')).toEqual(await before.find('9002'));
});

test('a bad row is reported with its line and field, and nothing of the file is written', async () => {
  const file = fileWith(row('9003'), row('9004', '12.5'));
  const { code, said } = await loadOrders({ MONGODB_URI: store.uri, DATA_DIR: tempDir() }, file);
  expect(code).toBe(1);
  expect(said).toMatch(/orders\.csv: line 3, unit_price_minor: .*\nNothing was written\.\n$/);
  expect(await (await ordersAt(store.uri)).find('9003')).toBeNull();
});

test('without MONGODB_URI orders go into the data directory, which is free again afterwards', async () => {
  const dataDir = tempDir();
  expect((await loadOrders({ DATA_DIR: dataDir }, fileWith(row('9001')))).code).toBe(0);
  expect(statSync(join(dataDir, 'embedded')).mode & 0o777).toBe(0o700);
  const opened = await openOwn(dataDir);
  expect(await (await ordersAt(opened.uri)).find('9001')).toMatchObject({ orderNo: '9001' });

  // While a service runs on the directory, its store is reached at the address it left.
  expect(await loadOrders({ DATA_DIR: dataDir }, fileWith(row('9002')))).toEqual({
    code: 0,
    said: '1 order written.\n',
  });
  expect(await (await ordersAt(opened.uri)).find('9002')).toMatchObject({ orderNo: '9002' });
  await opened.stop();
});

test.each([[[]], [['/nowhere/orders.csv']]])('a file that is not there is said in one sentence: %j', async (args) => {
  const { code, said } = await loadOrders({ DATA_DIR: tempDir() }, ...args);
  expect(code).toBe(1);
  expect(said.trim().split('\n')).toHaveLength(1);
});

test('what is no file, or not in UTF-8, is said in one sentence, and no letter is lost', async () => {
  const file = fileWith(row('9003'));
  writeFileSync(file, Buffer.from(`${HEADER}\n${row('9003').replace('Blue mug', 'Café')}\n`, 'latin1'));
  const env = { MONGODB_URI: store.uri, DATA_DIR: tempDir() };
  expect(await loadOrders(env, file)).toEqual({
    code: 1,
    said: `${file} is not in UTF-8. Save it as UTF-8 and load it again.\n`,
  });
  expect(await (await ordersAt(store.uri)).find('9003')).toBeNull();
  const folder = tempDir();
  expect(await loadOrders(env, folder)).toEqual({ code: 1, said: `${folder} cannot be read (EISDIR).\n` });
});

/** The data directory's own store, opened in this process as a service would. */
function openOwn(dataDir: string) {
  return openStore({ dataDir, mongod: { searchPath: [] } }, createLogger('silent'));
}
