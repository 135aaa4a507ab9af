import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { findings } from './axe';
import { DESK, openPage, PHONE, startChromium } from './chromium';
import { startService, type Service } from './service';

let browser: Browser;
let service: Service;

beforeAll(async () => {
  [browser, service] = await Promise.all([startChromium(), startService()]);
});
afterAll(async () => {
  await browser.close();
  await service.close();
});

const bot = (page: Page) => page.locator('.entry.bot');

/** Types into whatever has the focus and waits for the bot's next word under `key`. */
async function type(page: Page, text: string, key: string) {
  const before = await bot(page).count();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page.locator(`.entry.bot[data-key="${key}"]`).nth(0).waitFor();
  await bot(page).nth(before).waitFor();
}

/** Reaches the suggested answer by arrow keys only and presses it. */
async function press(page: Page, answer: RegExp, key: string) {
  const before = await bot(page).count();
  await page.keyboard.press('ArrowUp');
  for (let step = 0; step < 12; step += 1) {
    const here = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (answer.test(here)) break;
    await page.keyboard.press('ArrowDown');
  }
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(answer);
  await page.keyboard.press('Enter');
  await bot(page).nth(before).waitFor();
  await page.locator(`.entry.bot[data-key="${key}"]`).last().waitFor();
}

describe.each([
  ['a phone', PHONE, 'light', '1042', 'ana@example.com'],
  ['a desk', DESK, 'dark', '1001', 'ben@example.com'],
] as const)('on %s', (_name, viewport, colorScheme, orderNo, email) => {
  test('a refund is filed and its status asked by keyboard alone', async () => {
    const { page, problems } = await openPage(browser, { viewport, colorScheme });
    await page.goto(service.url);
    await page.locator('[data-key="greeting"]').waitFor();
    await press(page, /Ask for a refund/, 'refund.askOrder');
    await type(page, `order ${orderNo}, ${email}`, orderNo === '1042' ? 'refund.askQuantity' : 'refund.askReason');
    if (orderNo === '1042') await press(page, /^All 2$/, 'refund.askReason');
    await press(page, /Damaged/, 'refund.askReasonDetail');
    await press(page, /Arrived damaged/, 'refund.askEvidence');
    await press(page, /I have none/, 'refund.askResolution');
    await press(page, /Money back/, 'refund.readBack');
    await page.getByRole('table', { name: `Please check this refund for order ${orderNo}:` }).waitFor();
    expect(await findings(page)).toEqual([]);
    await press(page, /^Yes/, 'refund.filed');
    const caseNo = await page.locator('.ticket b').innerText();
    expect(caseNo).toMatch(/^[A-Z]{2}-/);
    await type(page, 'where is my money?', 'status.report');
    await page.getByRole('region', { name: `Where your refund is Case ${caseNo}` }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

test('with the stream cut after every message the refund is filed once and everything is shown once', async () => {
  const { page } = await openPage(browser);
  const streams: { close(): Promise<void> }[] = [];
  await page.routeWebSocket(/\/stream/, (socket) => {
    socket.connectToServer();
    streams.push(socket);
  });
  const cut = () => Promise.all(streams.splice(0).map((socket) => socket.close().catch(() => undefined)));
  await page.goto(service.url);
  await page.locator('[data-key="greeting"]').waitFor();
  for (const words of [
    'I want a refund',
    '1005, haru@example.org',
    'all of it',
    'it arrived damaged',
    'no photo',
    'money back',
    'yes',
  ]) {
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await cut();
    await page.locator('.entry.own[data-state="delivered"]').getByText(words, { exact: true }).waitFor();
  }
  await page.locator('[data-key="refund.filed"]').waitFor();
  const keys = await bot(page).evaluateAll((all) => all.map((one) => one.dataset.key));
  await page.reload();
  await page.locator('[data-key="refund.filed"]').waitFor();
  expect(await bot(page).evaluateAll((all) => all.map((one) => one.dataset.key))).toEqual(keys);
  expect(keys.filter((key) => key === 'refund.filed')).toHaveLength(1);
  expect(await page.locator('.entry.own').count()).toBe(7);
  await page.context().close();
});

test('what the shop does with the case is shown at once, on the page that is open', async () => {
  const { page } = await openPage(browser);
  await page.goto(service.url);
  await page.locator('[data-key="greeting"]').waitFor();
  await type(
    page,
    'refund for order 1003, diego@example.com, all of it, arrived damaged, no photo, money back',
    'refund.readBack',
  );
  await press(page, /^Yes/, 'refund.filed');
  const caseNo = await page.locator('.ticket b').innerText();
  const answer = await fetch(`${service.url}/api/v1/cases/${caseNo}/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.staffToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ event: 'mark_paid', reference: 'ref-1' }),
  });
  expect(answer.status).toBeLessThan(300);
  await page.locator('[data-key="status.changed"]').waitFor();
  await page.context().close();
});

test('a photo is taken by the service and counts as delivered', async () => {
  const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const { page } = await openPage(browser);
  await page.goto(service.url);
  await page.locator('[data-key="greeting"]').waitFor();
  await type(page, 'refund for order 1009, it arrived damaged', 'refund.askContact');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'crack.png', mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') });
  await page.locator('.tray canvas').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.entry.own').getByText('crack.png').waitFor();
  await page.locator('.entry.own[data-state="delivered"]').last().waitFor();
  await page.context().close();
});

test('after a reload the conversation stands where it was, and the next answer goes on from there', async () => {
  const { page } = await openPage(browser);
  await page.goto(service.url);
  await page.locator('[data-key="greeting"]').waitFor();
  await type(page, 'I want a refund', 'refund.askOrder');
  await page.reload();
  await page.locator('[data-key="refund.askOrder"]').waitFor();
  expect(await bot(page).count()).toBe(2);
  expect(await page.locator('.entry.own').count()).toBe(1);
  await page.getByLabel('Your message').focus();
  await type(page, '1002, grace@example.com', 'refund.askItems');
  await page.context().close();
});

test('a listed shop on another origin can embed the widget, one that is not listed cannot', async () => {
  const shop = createServer((_request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><html lang="es"><body><script src="${url()}/widget.js"></script></body></html>`),
  );
  await new Promise<void>((done) => shop.listen(0, '127.0.0.1', done));
  const { port } = shop.address() as AddressInfo;
  const open = await startService({ WEBCHAT_ORIGINS: `http://127.0.0.1:${port}` });
  const url = () => open.url;
  const { page, problems } = await openPage(browser);
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.getByRole('button', { name: 'Abrir el chat' }).click();
  await page.locator('[data-key="greeting"][lang^="es"]').waitFor();
  await page.getByRole('textbox').fill('quiero un reembolso');
  await page.keyboard.press('Enter');
  await page.locator('[data-key="refund.askOrder"]').waitFor();
  expect(problems).toEqual([]);
  await page.goto(`http://localhost:${port}/`);
  await page.getByRole('button', { name: 'Abrir el chat' }).click();
  await page.locator('.notice:not([hidden])').waitFor();
  await page.context().close();
  await open.close();
  shop.close();
});
