import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { startFakeDirectLine, type FakeDirectLine } from '../helpers/fake-direct-line';
import { openPage, startChromium } from './chromium';
import { GREETING, script } from './scenes';

let browser: Browser;
let service: FakeDirectLine;
let page: Page;

beforeAll(async () => (browser = await startChromium()));
afterAll(() => browser.close());
beforeEach(async () => {
  service = await startFakeDirectLine();
  service.say = script(GREETING);
  ({ page } = await openPage(browser));
  await page.goto(service.url);
  await page.locator('.entry.bot').first().waitFor();
});
afterEach(async () => {
  await page.context().close();
  await service.close();
});

/** A 1 × 1 PNG; what follows its end is ignored by decoders, which makes it any size. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const photo = (name: string, buffer: Buffer = PNG) => ({ name, mimeType: 'image/png', buffer });
const choose = (...files: ReturnType<typeof photo>[]) => page.locator('input[type=file]').setInputFiles(files);
const uploads = () => service.requests.filter((one) => one.endsWith('/upload'));
const tray = () => page.getByRole('list', { name: 'Photos to send' });

test('a chosen photo shows at once, can be removed, and only what is left is sent', async () => {
  await choose(photo('mug.png'), photo('box.png'));
  await tray().locator('canvas').nth(1).waitFor();
  await page.getByRole('button', { name: 'Remove box.png' }).click();
  await page.getByLabel('Your message').fill('here it is');
  await page.keyboard.press('Enter');
  await page.locator('.entry.own').getByText('mug.png').waitFor();
  await page.locator('.entry.bot').getByText('Noted.').waitFor();
  expect(service.feed).toContainEqual(
    expect.objectContaining({ text: 'here it is', attachments: [expect.objectContaining({ name: 'mug.png' })] }),
  );
  expect(await page.locator('.entry.own').count()).toBe(1);
});

test('a photo may go without a word', async () => {
  await choose(photo('mug.png'));
  await tray().locator('canvas').waitFor();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('.entry.bot').getByText('Noted.').waitFor();
  expect(uploads()).toHaveLength(1);
});

test('what is no photo is refused in words beside it, whatever it calls itself', async () => {
  await choose(photo('invoice.png', Buffer.from('%PDF-1.7 hello')));
  await tray().getByText('This is not a photo we can read. Use JPEG, PNG, WebP or HEIC.').waitFor();
  expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  await choose(photo('nothing.png', Buffer.alloc(0)));
  await tray().getByText('This file is empty.').waitFor();
});

test('a photo over the limit is made smaller, and what cannot be is refused with both sizes', async () => {
  await choose(photo('large.png', Buffer.concat([PNG, Buffer.alloc(6_291_456)])));
  await tray().getByText('Made smaller to send: 6 MB to').waitFor();
  await choose(photo('broken.png', Buffer.concat([PNG.subarray(0, 40), randomBytes(6_500_000)])));
  await tray().getByText('This photo is 6.2 MB. The limit is 5 MB.').waitFor();
});

test('the sixth photo is not taken and the reason is said', async () => {
  await choose(...Array.from({ length: 6 }, (_, at) => photo(`p${at}.png`)));
  await page.getByText('At most 5 photos.').waitFor();
  expect(await tray().getByRole('listitem').count()).toBe(5);
});

test('what the service refuses is said at the message, without an offer to repeat it', async () => {
  service.intercept = (path) =>
    path.endsWith('/upload')
      ? { status: 415, body: { error: { code: 'UnsupportedMedia', field: 'file' } } }
      : undefined;
  await choose(photo('mug.png'));
  await tray().locator('canvas').waitFor();
  await page.getByRole('button', { name: 'Send' }).click();
  const entry = page.locator('.entry.own');
  await entry.getByText('This is not a photo we can read.').waitFor();
  expect(await entry.getByRole('button').count()).toBe(0);
});

test('an upload that was cut off is sent again and counts once', async () => {
  let cut = 0;
  service.intercept = (path) => (path.endsWith('/upload') && (cut += 1) === 1 ? 'drop' : undefined);
  await choose(photo('mug.png'));
  await tray().locator('canvas').waitFor();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('.entry.bot').getByText('Noted.').waitFor();
  expect(uploads()).toHaveLength(2);
  expect(await page.locator('.entry.own').count()).toBe(1);
});
