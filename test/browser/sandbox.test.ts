import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { findings } from './axe';
import { DESK, openPage, PHONE, startChromium, TABLET } from './chromium';
import { startService, type Service } from './service';

const WIDE = { width: 1600, height: 1000 };

let browser: Browser;
let service: Service;
/** `SHOTS=folder` keeps the pictures. */
const shots = process.env.SHOTS ?? mkdtempSync(path.join(tmpdir(), 'redress-sandbox-'));

beforeAll(async () => (browser = await startChromium()));
afterAll(() => browser.close());
/** Each test has phones, a desk and a clock of its own: the sandbox keeps them for the whole service. */
beforeEach(async () => (service = await startService()));
afterEach(() => service.close());

const shot = (page: Page, name: string) => page.screenshot({ path: path.join(shots, `${name}.png`) });
const phone = (page: Page, line: 'sms' | 'whatsapp') => page.locator(`.phone-${line}`);
const theirs = (pane: Locator) => pane.locator('.sms.theirs');

/** Types on a phone and waits for so many answers in all. */
async function text(pane: Locator, words: string, answers: number): Promise<string> {
  await pane.getByRole('textbox').fill(words);
  await pane.getByRole('textbox').press('Enter');
  const last = theirs(pane).nth(answers - 1);
  await last.waitFor();
  return last.locator('.said').innerText();
}

async function sandboxPage(options: Parameters<typeof openPage>[1] = {}): Promise<{ page: Page; problems: string[] }> {
  const opened = await openPage(browser, options);
  await opened.page.goto(`${service.url}/sandbox`);
  await opened.page.locator('.entry.bot[data-key="greeting"]').first().waitFor({ state: 'attached' });
  return opened;
}

test('a person files a refund by SMS, and another with a photo by WhatsApp, and the log grows beside it', async () => {
  const { page, problems } = await sandboxPage({ viewport: WIDE });
  const sms = phone(page, 'sms');
  expect(await text(sms, 'refund for order 1001, ben@example.com, arrived damaged, no photo, money back', 1)).toMatch(
    /kettle/i,
  );
  expect(await text(sms, 'yes', 2)).toMatch(/RF-\w{4}-\w{4}/);
  await sms.locator('.theirs[data-status="delivered"]').nth(1).waitFor();
  await sms.getByText(/2 messages from the shop, \d segments/).waitFor();

  const whatsapp = phone(page, 'whatsapp');
  await text(whatsapp, 'refund for order 1003, diego@example.com, it arrived damaged', 1);
  await whatsapp.getByRole('button', { name: 'Add a photo' }).click();
  await whatsapp.getByRole('button', { name: 'Use the sample photo' }).click();
  await whatsapp.locator('.phone-tray img').waitFor();
  await whatsapp.getByRole('button', { name: 'Send', exact: true }).click();
  await whatsapp.locator('.sms.mine img').waitFor();
  // Everything was said in the first message: the photo is shown on the read-back that a yes confirms.
  await theirs(whatsapp).nth(1).waitFor();
  await whatsapp.getByRole('button', { name: /^Yes/ }).last().click();
  await whatsapp.getByText(/RF-\w{4}-\w{4}/).waitFor();

  await page.getByRole('tab', { name: 'Log' }).click();
  await page.locator('.log-lines li[data-type="decision"]').first().waitFor();
  await page.locator('.log-lines li[data-stream="case"]').first().waitFor();
  await shot(page, 'phones');
  expect(await findings(page)).toEqual([]);
  expect(problems).toEqual([]);
  await page.context().close();
});

/** A button of the desk's pane; pressed once it is there. */
const press = (desk: Locator, name: RegExp) => desk.getByRole('button', { name }).first().click();
const become = (desk: Locator, name: RegExp) => desk.getByRole('radio', { name }).click();

test('a whole hand-over is played by one person: claim, reply with preview, approval, back to the bot', async () => {
  const { page, problems } = await sandboxPage({ viewport: WIDE });
  const chat = page.locator('.chat-pane');
  const desk = page.locator('.desk-pane');
  const bot = (key: string) => chat.locator(`.entry.bot[data-key="${key}"]`).last();
  const say = async (words: string) => {
    await chat.getByRole('textbox').fill(words);
    await chat.getByRole('textbox').press('Enter');
  };
  await say('refund for order 1017, clara@example.org, all of it, arrived damaged, no photo, money back');
  await bot('refund.readBack').waitFor();
  await say('yes');
  await bot('refund.filed').waitFor();
  await say('I want to talk to a person');

  await desk.locator('.slack .replies').last().click();
  await press(desk, /^Claim/);
  await chat.getByText(/Maya is here/).waitFor();
  await shot(page, 'thread');
  await press(desk, /^Reply/);
  await desk.locator('.modal').waitFor();
  await desk.locator('.modal textarea').fill('Hello, Maya here. I have your espresso machine before me.');
  await desk.getByRole('button', { name: 'Preview' }).click();
  await desk.getByText('The customer reads').first().waitFor();
  await shot(page, 'preview');
  expect(await findings(page)).toEqual([]);
  await desk.locator('.modal-foot').getByRole('button', { name: 'Send' }).click();
  await chat.getByText('I have your espresso machine before me').waitFor();
  await desk.locator('.modal').waitFor({ state: 'detached' });

  // What is typed in the thread stays there.
  await desk.getByRole('textbox').fill('She sounds nice, let us be quick.');
  await desk.getByRole('textbox').press('Enter');
  await desk.locator('.slack.person').getByText('let us be quick').waitFor();

  await become(desk, /Ruth/);
  await desk.getByRole('button', { name: 'Home', exact: true }).click();
  await desk.getByText(/Waiting for my decision/).waitFor();
  await shot(page, 'home');
  await press(desk, /^Approve/);
  await desk.locator('.modal').waitFor();
  await shot(page, 'approve');
  expect(await findings(page)).toEqual([]);
  await desk
    .locator('.modal-foot')
    .getByRole('button', { name: /^Approve/ })
    .click();
  await chat
    .getByText(/approved/i)
    .first()
    .waitFor();
  await desk.locator('.modal').waitFor({ state: 'detached' });

  await become(desk, /Maya/);
  await desk.getByRole('button', { name: '# refund-desk' }).first().click();
  await desk.locator('.slack .replies').last().click();
  await press(desk, /^Hand back/);
  const sure = page.locator('dialog.confirm, .modal').locator('.primary');
  await sure.waitFor();
  await sure.click();
  await chat.locator('.entry.bot[data-key^="desk.back"]').waitFor();
  await say('where is my refund?');
  await bot('status.report').waitFor();
  expect(await chat.getByText('let us be quick').count()).toBe(0);
  expect(problems).toEqual([]);
  await page.context().close();
});

test('the clock goes forward, and the window of WhatsApp closes', async () => {
  const { page } = await sandboxPage({ viewport: WIDE });
  const whatsapp = phone(page, 'whatsapp');
  await whatsapp.getByRole('textbox').fill('hello');
  await whatsapp.getByRole('textbox').press('Enter');
  await whatsapp.getByText(/Window open for 23 h 5\d min/).waitFor();
  await page.locator('.clock').click();
  await page.getByRole('button', { name: '+ 1 day' }).click();
  await page.locator('.clock').getByText('+ 1 day').waitFor();
  await whatsapp.getByText('Window closed: only templates arrive').waitFor();
  await page.context().close();
});

test('an order goes into the message box of the channel that is open', async () => {
  const { page } = await sandboxPage({ viewport: DESK });
  await page.locator('.tabs-line').getByRole('tab', { name: 'SMS' }).click();
  await page.getByRole('tab', { name: 'Orders to try' }).click();
  await page.getByPlaceholder('Find an order').fill('1004');
  await page.getByRole('button', { name: /1004/ }).click();
  expect(await phone(page, 'sms').getByRole('textbox').inputValue()).toBe('1004, emma@example.org');
  await page.context().close();
});

test.each([
  ['phone', PHONE],
  ['tablet', TABLET],
] as const)('on a %s the areas stand behind tabs that the keyboard reaches', async (name, viewport) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, problems } = await sandboxPage({ viewport, colorScheme });
    const areas = page.locator('.tabs-area');
    await areas.getByRole('tab', { name: 'Customer' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.desk-pane').waitFor();
    await shot(page, `${name}-${colorScheme}-desk`);
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await page.locator('.side').waitFor();
    await shot(page, `${name}-${colorScheme}-side`);
    expect(await findings(page)).toEqual([]);
    await areas.getByRole('tab', { name: 'Customer' }).click();
    await page.locator('.tabs-line').getByRole('tab', { name: 'WhatsApp' }).click();
    await shot(page, `${name}-${colorScheme}-whatsapp`);
    expect(await findings(page)).toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
    await page.context().close();
  }
});

test('the page says when the service is away, and goes on when it is back', async () => {
  const { page } = await sandboxPage({ viewport: DESK });
  await page.context().setOffline(true);
  await page.evaluate(() => fetch('/sandbox/api/samples').catch(() => null));
  await page.locator('.tabs-line').getByRole('tab', { name: 'SMS' }).click();
  const sms = phone(page, 'sms');
  await sms.getByRole('textbox').fill('are you there?');
  await sms.getByRole('textbox').press('Enter');
  await sms.getByText('The service cannot be reached.').waitFor();
  expect(await sms.getByRole('textbox').inputValue()).toBe('are you there?');
  await page.context().setOffline(false);
  await sms.getByRole('textbox').press('Enter');
  await sms.locator('.sms.mine').getByText('are you there?').waitFor();
  await page.context().close();
});

test('the chat page leads here', async () => {
  const { page } = await openPage(browser, { viewport: DESK });
  await page.goto(service.url);
  await page.getByRole('link', { name: 'Try the phones and the desk, too' }).click();
  await page.getByRole('heading', { name: 'Redress sandbox' }).waitFor();
  await page.context().close();
});
