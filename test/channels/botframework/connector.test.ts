import { createConnector } from '../../../channels/botframework/connector';
import { createServiceUrls } from '../../../channels/botframework/service-urls';
import { connectorStandIn } from './stand-ins';

const to = (serviceUrl: string, conversation = 'c1') => ({
  serviceUrl,
  channelId: 'emulator',
  conversation,
  bot: 'bot',
  user: 'u1',
});

describe('the connector', () => {
  it('counts a send that is not answered in time as one whose outcome nobody knows', async () => {
    const silent = await connectorStandIn();
    silent.next.push('hang');
    const connector = createConnector(() => Promise.resolve(null), createServiceUrls(null), 100);
    const sent = connector.send(to(silent.url), { type: 'message' });
    await expect(sent).rejects.toMatchObject({ code: 'time_out', retryable: true, unknown: true });
    await silent.stop();
  });

  it('counts a send that found nobody as one that never left', async () => {
    const absent = await connectorStandIn();
    await absent.stop();
    const connector = createConnector(() => Promise.resolve(null), createServiceUrls(null));
    const sent = connector.send(to(absent.url), { type: 'message' });
    await expect(sent).rejects.toMatchObject({ code: 'econnrefused', retryable: true, unknown: false });
  });

  it('sends nothing to a host that is no longer on the list', async () => {
    const connector = createConnector(() => Promise.resolve(null), createServiceUrls(['smba.trafficmanager.net']));
    const sent = connector.send(to('https://evil.example'), { type: 'message' });
    await expect(sent).rejects.toMatchObject({ code: 'service_url_refused', retryable: false });
  });

  it('takes a conversation id for what it is, whatever is in it', async () => {
    const standIn = await connectorStandIn();
    const connector = createConnector(() => Promise.resolve(null), createServiceUrls(null));
    await connector.send(to(standIn.url, '19:a@thread.tacv2;messageid=1/../../x?y#z'), { type: 'message' });
    expect(standIn.taken.map(({ conversation }) => conversation)).toEqual([
      '19:a@thread.tacv2;messageid=1/../../x?y#z',
    ]);
    await standIn.stop();
  });

  it('understands Retry-After as a date, and believes no wait of more than an hour', async () => {
    const standIn = await connectorStandIn();
    const connector = createConnector(() => Promise.resolve(null), createServiceUrls(null));
    const date = new Date(Date.now() + 60_000).toUTCString();
    standIn.next.push(
      { status: 429, headers: { 'retry-after': date } },
      { status: 429, headers: { 'retry-after': '999999' } },
    );
    const waits: (number | undefined)[] = [];
    for (let i = 0; i < 2; i += 1)
      await connector
        .send(to(standIn.url), { type: 'message' })
        .catch((error: { retryAfter?: number }) => waits.push(error.retryAfter));
    expect(waits[0]).toBeGreaterThan(50_000);
    expect(waits[0]).toBeLessThanOrEqual(60_000);
    expect(waits[1]).toBe(3_600_000);
    await standIn.stop();
  });
});

describe('the list of hosts', () => {
  const publicCloud = createServiceUrls(undefined);
  it.each([
    ['https://smba.trafficmanager.net/emea/', true],
    ['https://webchat.botframework.com/', true],
    ['https://europe.directline.botframework.com', true],
    ['http://smba.trafficmanager.net/', false],
    ['https://smba.trafficmanager.net:8443/', false],
    ['https://botframework.com.evil.example/', false],
    ['https://evilbotframework.com/', false],
    ['https://user@smba.trafficmanager.net/', false],
    ['https://smba.trafficmanager.net/?a=b', false],
    ['https://smba.trafficmanager.net.evil.example/', false],
    ['https://169.254.169.254/', false],
    ['http://127.0.0.1/', false],
    ['http://localhost:3978', false],
    ['ftp://smba.trafficmanager.net/', false],
    ['smba.trafficmanager.net', false],
    ['', false],
  ])('of the public cloud: %s %s', (url, allowed) => expect(publicCloud(url) !== null).toBe(allowed));

  const here = createServiceUrls(null);
  it.each([
    ['http://localhost:56150/_connector', true],
    ['http://127.0.0.1:1234', true],
    ['http://[::1]:1234', true],
    ['http://2130706433/', true],
    ['https://smba.trafficmanager.net/', false],
    ['http://localhost.evil.example/', false],
    ['http://0.0.0.0/', false],
    ['http://10.0.0.1/', false],
  ])('of the sandbox: %s %s', (url, allowed) => expect(here(url) !== null).toBe(allowed));

  it('of another cloud is the one that is configured, with a port where it names one', () => {
    const listed = createServiceUrls(['*.botframework.azure.us', '127.0.0.1:9', 'gov.example:8443']);
    const allowed = (url: string) => listed(url) !== null;
    expect(allowed('https://webchat.botframework.azure.us/')).toBe(true);
    expect(allowed('http://127.0.0.1:9/')).toBe(true);
    expect(allowed('http://127.0.0.1:10/')).toBe(false);
    expect(allowed('https://gov.example:8443/')).toBe(true);
    expect(allowed('http://gov.example:8443/')).toBe(false);
    expect(allowed('https://smba.trafficmanager.net/')).toBe(false);
  });
});
