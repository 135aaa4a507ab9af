import type { Browser } from 'playwright-core';
import { startFakeDirectLine, type FakeDirectLine } from '../helpers/fake-direct-line';
import { findings } from './axe';
import { DESK, openPage, PHONE, startChromium, TABLET } from './chromium';
import { ARABIC, FIFTY_LINES, FILED, GREETING, ITEMS, RECEIPT, script, TRACK } from './scenes';

let browser: Browser;
let service: FakeDirectLine;

beforeAll(async () => (browser = await startChromium()));
afterAll(() => browser.close());
beforeEach(async () => {
  service = await startFakeDirectLine();
  service.samples = [{ orderNo: '1042', email: 'ana@example.com', note: { en: 'Refunded at once.' } }];
});
afterEach(() => service.close());

const SCENES = { GREETING, ITEMS, RECEIPT, TRACK, FILED, FIFTY_LINES, ARABIC };

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each(Object.keys(SCENES))('axe finds nothing serious or critical in %s, at three sizes', async (name) => {
    service.say = script(SCENES[name as keyof typeof SCENES]);
    const { page } = await openPage(browser, { colorScheme, viewport: PHONE });
    await page.goto(service.url);
    await page.locator('.entry.bot').first().waitFor();
    for (const viewport of [PHONE, TABLET, DESK]) {
      await page.setViewportSize(viewport);
      expect(await findings(page)).toEqual([]);
    }
    await page.context().close();
  });

  test('axe finds nothing in what opens, fails and waits', async () => {
    service.say = script(ITEMS);
    const { page } = await openPage(browser, { colorScheme, viewport: PHONE });
    await page.goto(service.url);
    await page.getByRole('button', { name: 'Choose several…' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Orders to try' }).click();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    service.intercept = (_path, method) => (method === 'POST' ? { status: 400, body: {} } : undefined);
    await page.getByLabel('Your message').fill('no');
    await page.keyboard.press('Enter');
    await page.locator('.own').getByText('Not sent.').waitFor();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'x.pdf', mimeType: 'image/png', buffer: Buffer.from('%PDF') });
    await page.locator('.tray').getByText('This is not a photo').waitFor();
    await page.context().setOffline(true);
    await page.getByText('You are offline.').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });
});

test('choices are 44 pixels high and as wide as the log on a phone', async () => {
  service.say = script(ITEMS);
  const { page } = await openPage(browser, { viewport: PHONE });
  await page.goto(service.url);
  const buttons = page.locator('.answers button');
  await buttons.first().waitFor();
  for (const box of await buttons.evaluateAll((all) =>
    all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect),
  )) {
    expect(box.height).toBeGreaterThanOrEqual(44);
    expect(box.width).toBe(PHONE.width - 32);
  }
  await page.context().close();
});

test('new messages are announced, those of an earlier page view are not', async () => {
  service.say = script(GREETING);
  const { page } = await openPage(browser);
  await page.addInitScript(() => {
    const live: string[] = [];
    Object.assign(window, { live });
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes)
          if (node instanceof HTMLElement && node.closest('[role=log][aria-live=polite]')) live.push(node.innerText);
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(service.url);
  await page.locator('.entry.bot').first().waitFor();
  await page.reload();
  await page.locator('.entry.bot').first().waitFor();
  service.push({ text: 'Your refund has been sent.' });
  await page.getByText('Your refund has been sent.').waitFor();
  const live = await page.evaluate(() => (window as unknown as { live: string[] }).live.join('|'));
  expect(live).toContain('Your refund has been sent.');
  expect(live).not.toContain('Hello.');
  await page.context().close();
});

test('right-to-left languages turn the whole chat around', async () => {
  service.say = script(ARABIC, ARABIC);
  const { page } = await openPage(browser, { viewport: PHONE, locale: 'ar-EG' });
  await page.goto(service.url);
  await page.locator('.entry.bot').first().waitFor();
  await page.getByRole('textbox').fill('شكرا');
  await page.keyboard.press('Enter');
  const left = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((node) => node.getBoundingClientRect().left);
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  expect(await left('.own .bubble')).toBeLessThan(40);
  expect(await left('.bot .bubble')).toBeGreaterThan(60);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  await page.context().close();
});

test.each([PHONE, { width: 320, height: 568 }])(
  'nothing sticks out sideways, not even a long name ($width px)',
  async (viewport) => {
    for (const scene of [ITEMS, RECEIPT, TRACK, FILED]) {
      const own = await startFakeDirectLine();
      own.say = script(scene);
      const { page } = await openPage(browser, { viewport });
      await page.goto(own.url);
      await page.locator('.entry.bot').first().waitFor();
      await page.getByLabel('Your message').fill('x'.repeat(300));
      await page.keyboard.press('Enter');
      const wide = await page.locator('.scroller').evaluate((node) => node.scrollWidth - node.clientWidth);
      expect(wide).toBe(0);
      await page.context().close();
      await own.close();
    }
  },
);
