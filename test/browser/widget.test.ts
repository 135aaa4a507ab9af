import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { startFakeDirectLine, type FakeDirectLine } from '../helpers/fake-direct-line';
import { findings } from './axe';
import { openPage, PHONE, startChromium } from './chromium';
import { GREETING, RECEIPT, script, TRACK } from './scenes';

let browser: Browser;
let service: FakeDirectLine;
let shop: Server;
let page: Page;
let tag = '';
let palette = '';

/** A shop on another origin, with styles that would ruin anything they reach and a policy that allows no inline style. */
const HOSTILE =
  '* { all: revert; color: red !important; font: 40px serif !important; display: inline !important; } div { margin: 99px !important; }';

beforeAll(async () => {
  browser = await startChromium();
  shop = createServer((request, response) => {
    if (request.url === '/shop.css')
      return response.writeHead(200, { 'content-type': 'text/css' }).end(HOSTILE + palette);
    const policy = `default-src 'self'; script-src ${service.url}; style-src 'self'; connect-src ${service.url} ${service.url.replace('http', 'ws')}`;
    return response
      .writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy })
      .end(
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="stylesheet" href="/shop.css"></head><body><h1>Mugs</h1>${tag}</body></html>`,
      );
  });
  await new Promise<void>((done) => shop.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  await browser.close();
  shop.close();
});
beforeEach(async () => {
  service = await startFakeDirectLine();
  service.say = script(GREETING);
  ({ page } = await openPage(browser));
});
afterEach(async () => {
  await page.context().close();
  await service.close();
});

async function visit(attributes = '') {
  tag = `<script src="${service.url}/widget.js" ${attributes}></script>`;
  await page.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/`);
}
const focused = () => page.evaluate(() => document.querySelector('redress-chat')?.shadowRoot?.activeElement?.className);

test('one script tag adds a launcher, and nothing is asked of the service before it is opened', async () => {
  await visit();
  const launcher = page.getByRole('button', { name: 'Open the chat' });
  await launcher.waitFor();
  expect(service.requests.filter((one) => !one.endsWith('.js'))).toEqual([]);
  await launcher.click();
  await page.getByText('Hello. What do you need?').waitFor();
  await page.getByRole('dialog', { name: 'Refund help' }).waitFor();
});

test('the shop’s styles do not reach it', async () => {
  await visit();
  await page.getByRole('button', { name: 'Open the chat' }).click();
  const bubble = page.locator('.bot .bubble').first();
  await bubble.waitFor();
  const style = await bubble.evaluate((node) => {
    const { color, fontSize, display, marginTop } = getComputedStyle(node);
    return { color, fontSize, display, marginTop };
  });
  expect(style).toEqual({ color: 'rgb(24, 32, 51)', fontSize: '15px', display: 'block', marginTop: '0px' });
});

test('the script tag gives it language, title and accent, and the text on the accent stays readable', async () => {
  await visit('data-lang="es" data-title="Tazas y más" data-accent="#ffd400"');
  await page.getByRole('button', { name: 'Abrir el chat: Tazas y más' }).click();
  await page.getByRole('heading', { name: 'Tazas y más' }).waitFor();
  await page.locator('.bot').first().waitFor();
  const colours = await page.locator('.launcher').evaluate((node) => {
    const { backgroundColor, color } = getComputedStyle(node);
    return { backgroundColor, color };
  });
  await page.getByRole('textbox').fill('hola');
  await page.keyboard.press('Enter');
  const own = await page
    .locator('.own .bubble')
    .first()
    .evaluate((node) => {
      const { backgroundColor, color } = getComputedStyle(node);
      return { backgroundColor, color };
    });
  expect(own).toEqual({ backgroundColor: 'rgb(255, 212, 0)', color: 'rgb(0, 0, 0)' });
  expect(colours).toEqual(own);
});

test.each([
  ['washed out', '#fdf6e3', '#93a1a1', '#b58900'],
  ['the wrong way round', '#1b1b3a', '#222244', '#00205b'],
  ['loud', '#ffe600', '#ff5500', '#ff00aa'],
])(
  'five values make it the shop’s own, and it stays readable when they are %s',
  async (_name, surface, text, accent) => {
    palette = `:root { --redress-surface: ${surface}; --redress-text: ${text}; --redress-accent: ${accent}; --redress-radius: 2px; --redress-font: monospace; }`;
    service.say = script(TRACK, RECEIPT);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await visit();
      await page.getByRole('button', { name: 'Open the chat' }).click();
      await page.getByRole('textbox').fill('hello');
      await page.keyboard.press('Enter');
      await page.locator('.receipt').first().waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Open the chat' }).click();
      expect(await findings(page)).toEqual([]);
    }
    const look = await page
      .locator('.answer')
      .first()
      .evaluate((node) => [getComputedStyle(node).borderRadius, getComputedStyle(node).fontFamily]);
    expect(look).toEqual(['2px', 'monospace']);
    palette = '';
  },
);

test('Escape puts it away and the focus back on the launcher, which then counts what comes', async () => {
  await visit();
  const launcher = page.getByRole('button', { name: 'Open the chat' });
  await launcher.click();
  await page.getByText('Hello.').waitFor();
  await page.keyboard.press('Escape');
  expect(await focused()).toBe('launcher');
  service.push({ text: 'Your refund has been sent.' });
  await page.getByRole('button', { name: 'Open the chat, 1 new message' }).click();
  await page.getByText('Your refund has been sent.').waitFor();
});

test('the conversation goes on from page to page of the shop', async () => {
  await visit();
  await page.getByRole('button', { name: 'Open the chat' }).click();
  await page.getByRole('button', { name: 'Ask for a refund' }).click();
  await page.getByText('Noted.').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Open the chat' }).click();
  await page.getByText('Noted.').waitFor();
  expect(await page.locator('.entry.bot').count()).toBe(2);
});

test('it fills a phone’s screen and can be closed there', async () => {
  await page.setViewportSize(PHONE);
  await visit();
  await page.getByRole('button', { name: 'Open the chat' }).click();
  const box = await page.locator('.panel').boundingBox();
  expect(box).toEqual({ x: 0, y: 0, ...PHONE });
  await page.getByRole('button', { name: 'Close the chat' }).click();
  await page.locator('.panel').waitFor({ state: 'hidden' });
});

test('a second copy of the tag adds nothing', async () => {
  await visit();
  await page.addScriptTag({ url: `${service.url}/widget.js` });
  expect(await page.locator('redress-chat').count()).toBe(1);
});
