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
});
afterEach(async () => {
  await page.context().close();
  await service.close();
});

const own = () => page.locator('.entry.own');
const bot = () => page.locator('.entry.bot');
const say = async (text: string) => {
  await page.getByLabel('Your message').fill(text);
  await page.keyboard.press('Enter');
};
const open = async () => {
  await page.goto(service.url);
  await bot().first().waitFor();
};
const received = (text: string) => service.feed.filter((one) => one.text === text);
const POST = '/v3/directline/conversations/c1/activities';

test.each([false, true])(
  'with the socket killed mid-dialog nothing is lost and nothing is shown twice (feed repeated: %s)',
  async (repeats) => {
    service.repeats = repeats;
    await open();
    for (let round = 1; round <= 5; round += 1) {
      service.killSockets();
      await say(`while away ${round}`);
      service.push({ text: `news ${round}` });
      await bot().getByText(`news ${round}`).waitFor();
    }
    await bot().getByText('Noted.').nth(4).waitFor();
    for (let round = 1; round <= 5; round += 1) {
      expect(await own().getByText(`while away ${round}`).count()).toBe(1);
      expect(await bot().getByText(`news ${round}`).count()).toBe(1);
      expect(received(`while away ${round}`)).toHaveLength(1);
    }
  },
);

test('a message whose answer was lost on the way is sent again and still counts once', async () => {
  await open();
  let posts = 0;
  const ids: unknown[] = [];
  service.say = (activity) => {
    ids.push((activity.channelData as { clientActivityID: string }).clientActivityID);
    return [{ text: 'Noted.' }];
  };
  service.intercept = (path, method) => {
    if (path !== POST || method !== 'POST') return undefined;
    posts += 1;
    return posts === 1 ? 'drop' : posts === 2 ? { status: 503, body: { error: { code: 'Unavailable' } } } : undefined;
  };
  await say('only once');
  await bot().getByText('Noted.').waitFor();
  expect(posts).toBe(3);
  expect(ids).toHaveLength(1);
  expect(await own().count()).toBe(1);
  expect(await own().locator('.state').innerText()).toContain('Delivered');
});

test('a refused message says so, is tried again on request and keeps its place in the log once', async () => {
  await open();
  service.intercept = (path, method) =>
    path === POST && method === 'POST' ? { status: 400, body: { error: { code: 'BadRequest' } } } : undefined;
  await say('please');
  await own().getByText('Not sent.').waitFor();
  service.intercept = () => undefined;
  await own().getByRole('button', { name: 'Try again' }).click();
  await bot().getByText('Noted.').waitFor();
  expect(await own().count()).toBe(1);
  expect(await own().getByRole('button').count()).toBe(0);
});

test('messages written offline wait, survive a reload and go out in their order', async () => {
  await open();
  await page.context().setOffline(true);
  await page.getByText('You are offline.').waitFor();
  await say('first');
  await say('second');
  await own().getByText('Waiting for a connection').first().waitFor();
  await page.context().setOffline(false);
  await bot().getByText('Noted.').nth(1).waitFor();
  const order = service.feed.map(({ text }) => text).filter((text) => text === 'first' || text === 'second');
  expect(order).toEqual(['first', 'second']);
  await page.getByText('You are offline.').waitFor({ state: 'hidden' });
});

test('a message that could not be sent before a reload is sent after it', async () => {
  await open();
  service.intercept = (path, method) => (path === POST && method === 'POST' ? { status: 503, body: {} } : undefined);
  await say('kept');
  await page.waitForTimeout(200);
  await page.reload();
  service.intercept = () => undefined;
  await bot().getByText('Noted.').waitFor();
  expect(received('kept')).toHaveLength(1);
  expect(await own().count()).toBe(1);
});

test('an expired token is replaced and the conversation goes on where it was', async () => {
  await open();
  let refused = 0;
  service.intercept = (path) => {
    if (!path.startsWith('/v3') || refused >= 2) return undefined;
    refused += 1;
    return { status: 403, body: { error: { code: 'Forbidden' } } };
  };
  await say('still here');
  await bot().getByText('Noted.').waitFor();
  expect(service.requests).toContain('POST /chat/token');
  expect(await bot().getByText('Hello.').count()).toBe(1);
  expect(await page.getByText('The earlier chat was closed').count()).toBe(0);
  expect(received('still here')).toHaveLength(1);
});

test('where no WebSocket can be had the chat asks the feed instead', async () => {
  service.refuseSockets = true;
  await page.goto(service.url);
  await bot().first().waitFor();
  await say('hello');
  await bot().getByText('Noted.').waitFor();
  expect(service.sockets()).toBe(0);
});

test('a service that cannot be reached is said and found again by itself', async () => {
  let away = true;
  service.intercept = (path) => (away && path === '/chat/token' ? 'drop' : undefined);
  await page.goto(service.url);
  await page.getByText('We could not reach the service.').waitFor();
  away = false;
  await page.getByRole('button', { name: 'Try now' }).click();
  await bot().first().waitFor();
});

test('too many new chats are told with the time from which it works again', async () => {
  service.intercept = (path) =>
    path === '/chat/token'
      ? { status: 429, body: { error: { code: 'TooManyRequests' } }, headers: { 'retry-after': '120' } }
      : undefined;
  await page.goto(service.url);
  await page.getByText(/Too many chats .* try again at \d+:\d\d/).waitFor();
});

test('a site that may not open the chat is told so and not asked again', async () => {
  service.intercept = (path) => (path === '/chat/token' ? { status: 403, body: {} } : undefined);
  await page.goto(service.url);
  await page.getByText('The chat is not available on this website.').waitFor();
  await page.waitForTimeout(1500);
  expect(service.requests.filter((one) => one === 'POST /chat/token')).toHaveLength(1);
});

test('whoever comes back after a while is greeted again, a reload is no return', async () => {
  await open();
  await page.reload();
  await bot().first().waitFor();
  await page.waitForTimeout(300);
  const starts = () => service.feed.filter(({ type }) => type === 'event').length;
  expect(starts()).toBe(1);
  for (const one of service.feed) one.timestamp = new Date(Date.now() - 3_600_000).toISOString();
  await page.reload();
  await bot().nth(1).waitFor();
  expect(starts()).toBe(2);
  await page.reload();
  await bot().nth(1).waitFor();
  await page.waitForTimeout(300);
  expect(starts()).toBe(2);
});
