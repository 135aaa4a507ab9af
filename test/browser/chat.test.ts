import type { Browser, Page } from 'playwright-core';
import { startFakeDirectLine, type FakeDirectLine } from '../helpers/fake-direct-line';
import { DESK, openPage, PHONE, startChromium } from './chromium';
import { FIFTY_LINES, FILED, GREETING, ITEMS, RECEIPT, script, TRACK } from './scenes';

let browser: Browser;
let service: FakeDirectLine;
let page: Page;
let problems: string[];

beforeAll(async () => (browser = await startChromium()));
afterAll(() => browser.close());
beforeEach(async () => {
  service = await startFakeDirectLine();
  ({ page, problems } = await openPage(browser));
});
afterEach(async () => {
  await page.context().close();
  await service.close();
  expect(problems).toEqual([]);
});

const own = () => page.locator('.entry.own');
const bot = () => page.locator('.entry.bot');
const say = async (text: string) => {
  await page.getByLabel('Your message').fill(text);
  await page.keyboard.press('Enter');
};
const sent = () =>
  service.feed.filter((one) => (one.from as { role: string }).role === 'user' && one.type === 'message');

describe('the conversation', () => {
  test('opens with a greeting, without the customer having to say anything', async () => {
    service.say = script(GREETING);
    await page.goto(service.url);
    await bot().getByText('Hello. What do you need?').waitFor();
    expect(service.feed[0]).toMatchObject({ type: 'event', name: 'start' });
  });

  test('a tapped choice stays visible as the answer and the others go', async () => {
    service.say = script(GREETING);
    await page.goto(service.url);
    await page.getByRole('button', { name: 'Ask for a refund' }).click();
    await bot().getByText('Noted.').waitFor();
    expect(await page.getByRole('button', { name: 'Where is my refund?' }).count()).toBe(0);
    await own().getByText('Ask for a refund').waitFor();
    expect(sent()).toMatchObject([{ text: 'Ask for a refund', value: 'm1:menu:refund' }]);
  });

  test('several items are ticked and sent as one answer, their values joined by commas', async () => {
    service.say = script(ITEMS);
    await page.goto(service.url);
    await page.getByRole('button', { name: 'Choose several…' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Choose at least one').waitFor();
    await page.getByLabel('Blue mug').check();
    await page.getByLabel('Tea towel').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await own().getByText('Blue mug and Tea towel').waitFor();
    await bot().getByText('Noted.').waitFor();
    expect(sent()).toMatchObject([{ text: 'Blue mug and Tea towel', value: 'r1:items:A,r1:items:C' }]);
  });

  test('the keyboard alone reaches the choices and comes back to the message box', async () => {
    service.say = script(GREETING);
    await page.goto(service.url);
    await bot().first().waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Where is my refund?');
    await page.keyboard.press('Enter');
    await bot().getByText('Noted.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  });

  test('the typing sign shows while an answer is awaited and only then', async () => {
    service.say = (activity) => (activity.type === 'event' ? [] : [{ text: 'There.', delay: 1500 }]);
    await page.goto(service.url);
    expect(await page.locator('.typing').isVisible()).toBe(false);
    await say('hello');
    await page.locator('.typing').waitFor({ state: 'visible' });
    await bot().getByText('There.').waitFor();
    await page.locator('.typing').waitFor({ state: 'hidden' });
  });

  test('one of several parts of an answer does not end the typing sign, the last one does', async () => {
    service.say = () => [{ text: 'One.' }, { text: 'Two.', delay: 1500 }];
    await page.goto(service.url);
    await bot().getByText('One.').waitFor();
    await page.locator('.typing').waitFor({ state: 'visible' });
    await bot().getByText('Two.').waitFor();
    await page.locator('.typing').waitFor({ state: 'hidden' });
  });

  test('start over asks once and then says so in the conversation', async () => {
    service.say = script(GREETING);
    await page.goto(service.url);
    await bot().first().waitFor();
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('button', { name: 'Keep going' }).click();
    expect(sent()).toEqual([]);
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.locator('.popover').getByRole('button', { name: 'Start over' }).click();
    await own().getByText('Start over').waitFor();
    await bot().getByText('Noted.').waitFor();
  });

  test('an earlier page view is shown again after a reload, once and with nothing greeted anew', async () => {
    service.say = script(GREETING);
    await page.goto(service.url);
    await page.getByRole('button', { name: 'Ask for a refund' }).click();
    await bot().getByText('Noted.').waitFor();
    await page.reload();
    await bot().getByText('Noted.').waitFor();
    expect(await own().count()).toBe(1);
    expect(await bot().count()).toBe(2);
    expect(service.feed.filter(({ type }) => type === 'event')).toHaveLength(1);
  });

  test('works where storage is blocked, for as long as the page is open', async () => {
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        });
    });
    service.say = script(GREETING);
    await page.goto(service.url);
    await say('hello');
    await bot().getByText('Noted.').waitFor();
  });
});

describe('what is shown', () => {
  test('the read-back is a receipt with an amount for every line, where the money goes and two buttons', async () => {
    service.say = script(RECEIPT);
    await page.goto(service.url);
    const table = page.getByRole('table', { name: 'Please check this refund for order 1042:' });
    await table.waitFor();
    const amounts = await table
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader') })
      .allTextContents();
    expect(amounts.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual([
      '2 x Hand-thrown stoneware mug, cobalt blue XXL: $27.13',
      'Tea towel: $9.77',
      'Shipping: $4.99',
      'Return label: -$3.50',
      'Total: $38.39,',
    ]);
    await table.getByText('back as $30.00 to your Visa card ending in 4242').waitFor();
    await bot().getByText('Changed.', { exact: true }).waitFor();
    expect(await page.locator('.answers button').count()).toBe(2);
  });

  test('the receipt says the words that were sent, all of them, in their order, and none of its own', async () => {
    service.say = script(RECEIPT);
    await page.goto(service.url);
    await page.locator('.receipt').waitFor();
    const shown = await page.locator('.entry.bot').evaluate((entry) => {
      const copy = entry.cloneNode(true) as HTMLElement;
      copy.querySelectorAll('.print, .answers, .meta, :scope > .spoken').forEach((control) => control.remove());
      return copy.textContent ?? '';
    });
    expect(shown.replace(/\s+/g, '')).toBe(RECEIPT.text.replace(/\s+/g, ''));
  });

  test.each([
    ['a phone', PHONE, 'light'],
    ['a desk', DESK, 'dark'],
  ] as const)('what the facts of a receipt say begins in one line, on %s', async (_name, viewport, colorScheme) => {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    service.say = script(RECEIPT);
    await page.goto(service.url);
    await page.locator('.receipt').waitFor();
    const starts = (tag: string) =>
      page.locator(`.facts ${tag}`).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
    const [reason, photos] = await starts('dd');
    expect(photos).toBe(reason);
    expect(new Set(await starts('dt')).size).toBe(1);
    expect(reason).toBeGreaterThan((await starts('dt'))[0] ?? Infinity);
  });

  test('the receipt prints alone, whatever else is on the page', async () => {
    service.say = script(RECEIPT);
    await page.goto(service.url);
    await page.evaluate(() => {
      const add = document.body.append.bind(document.body);
      document.body.append = (...nodes) => {
        add(...nodes);
        const frame = nodes[0] as HTMLIFrameElement;
        if (frame.contentWindow)
          frame.contentWindow.print = () => (window.name = frame.contentDocument?.body.innerText ?? '');
      };
    });
    await page.getByRole('button', { name: 'Print' }).click();
    const paper = await page.evaluate(() => window.name);
    expect(paper).toContain('$38.39');
    expect(paper).not.toContain('Write a message');
  });

  test('a status is a track with times, the late step marked and who acts next', async () => {
    service.say = script(TRACK);
    await page.goto(service.url);
    const track = page.getByRole('region', { name: /Where your refund is/ });
    await track.waitFor();
    const steps = await track.getByRole('listitem').allInnerTexts();
    expect(steps.map((step) => step.replace(/\s+/g, ' '))).toEqual([
      'Requested (done) Tuesday, November 17, 10:04 AM',
      'Checked (done) Tuesday, November 17, 10:05 AM',
      'Approved (done) Wednesday, November 18, 10:30 AM',
      'Sent (done) Thursday, November 19, 10:30 AM',
      'With your bank Late Next: your bank, was due on Friday, November 20',
      'Arrived (to come)',
    ]);
    expect(await track.locator('[aria-current="step"]').innerText()).toContain('With your bank');
  });

  test('the case number stands on its own to be copied', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    service.say = script(FILED);
    await page.goto(service.url);
    await page.getByRole('button', { name: 'Copy the number' }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('RF-K7M4-92QN');
  });

  test('markup in a message is shown as text and an address becomes a link that gives nothing away', async () => {
    service.say = () => [{ text: '<img src=x onerror=alert(1)> https://example.com/track?x=1.' }];
    await page.goto(service.url);
    const link = page.getByRole('link');
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe('https://example.com/track?x=1');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await page.locator('.bubble img').count()).toBe(0);
  });

  test('a long answer begins at its first line, and a chip leads on', async () => {
    await page.setViewportSize(PHONE);
    service.say = script(FIFTY_LINES);
    await page.goto(service.url);
    const first = bot().first();
    await first.waitFor();
    await page.getByRole('button', { name: /New message|More below/ }).waitFor();
    expect(await page.locator('.scroller').evaluate((node) => node.scrollTop)).toBe(0);
    await page.getByRole('button', { name: /New message|More below/ }).click();
  });

  test('reading further up is not disturbed by a new message, which a chip announces', async () => {
    service.say = script(FIFTY_LINES);
    await page.goto(service.url);
    await bot().first().waitFor();
    await say('thanks');
    await bot().getByText('Noted.').waitFor();
    await page.locator('.scroller').evaluate((node) => (node.scrollTop = 100));
    await page.waitForTimeout(100);
    service.push({ text: 'Your refund has been sent.' });
    const chip = page.getByRole('button', { name: 'New message' });
    await chip.waitFor();
    expect(await page.locator('.scroller').evaluate((node) => node.scrollTop)).toBe(100);
    await chip.click();
    await chip.waitFor({ state: 'hidden' });
  });

  test('a pasted text of fifty lines is folded and unfolds', async () => {
    service.say = script(GREETING);
    await page.goto(service.url);
    await bot().first().waitFor();
    await page.getByLabel('Your message').fill(Array.from({ length: 50 }, (_, at) => `line ${at}`).join('\n'));
    await page.keyboard.press('Enter');
    await own().getByRole('button', { name: 'Show all' }).click();
    expect(
      await own()
        .locator('.words')
        .evaluate((node) => node.scrollHeight === node.clientHeight),
    ).toBe(true);
  });

  test('sample orders are offered, and choosing one fills the message box', async () => {
    service.samples = [
      { orderNo: '1042', email: 'ana@example.com', note: { en: 'Delivered: refunded at once.', es: 'Entregado.' } },
      { orderNo: '1043', email: 'bo@example.com', note: { en: 'Final sale.', es: 'Venta final.' } },
    ];
    await page.goto(service.url);
    await page.getByLabel('Find an order').fill('final');
    await page.getByRole('button', { name: /1043/ }).click();
    expect(await page.getByLabel('Your message').inputValue()).toBe('1043, bo@example.com');
    expect(await page.getByRole('button', { name: /1042/ }).isVisible()).toBe(false);
  });
});

describe('language, theme and movement', () => {
  test('the chat follows the language the bot speaks, also when it changes on the way', async () => {
    service.say = (activity) => [
      activity.type === 'event' ? { ...GREETING } : { text: 'Claro.', locale: 'es', channelData: { key: 'x' } },
    ];
    await page.goto(service.url);
    await bot().first().waitFor();
    await say('hola');
    await page.getByLabel('Tu mensaje').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('es');
  });

  test('the settings change the language, in the conversation too', async () => {
    service.say = script(GREETING, { ...FILED, locale: 'es' });
    await page.goto(service.url);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Language').selectOption('es');
    await own().getByText('En español, por favor').waitFor();
    await page.getByRole('button', { name: 'Empezar de nuevo' }).waitFor();
  });

  test('light and dark can be set and stay set', async () => {
    await page.goto(service.url);
    const background = () => page.locator('.chat').evaluate((node) => getComputedStyle(node).backgroundColor);
    expect(await background()).toBe('rgb(255, 255, 255)');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Appearance').selectOption('dark');
    const dark = await background();
    expect(dark).not.toBe('rgb(255, 255, 255)');
    await page.reload();
    expect(await background()).toBe(dark);
  });

  test('nothing moves for those who asked for less movement', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    service.say = (activity) => (activity.type === 'event' ? [] : [{ text: 'There.', delay: 1000 }]);
    await page.goto(service.url);
    await say('hello');
    await page.locator('.typing').waitFor({ state: 'visible' });
    expect(
      await page
        .locator('.typing i')
        .first()
        .evaluate((node) => getComputedStyle(node).animationName),
    ).toBe('none');
  });
});
