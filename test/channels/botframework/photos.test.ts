import { jpeg } from '../../domain/photo/photos';
import { aBot, type ABot } from './a-bot';
import { authority, type Authority } from './authority';
import { connectorStandIn, until, type ConnectorStandIn } from './stand-ins';

interface Stored {
  id: string;
  name: string;
  contentType: string;
}

const PHOTO = Buffer.from(jpeg());

describe('a photo that a customer sends', () => {
  let tokens: Authority;
  let connector: ConnectorStandIn;
  let elsewhere: ConnectorStandIn;
  let bot: ABot;
  beforeAll(async () => {
    [tokens, connector, elsewhere] = await Promise.all([authority(), connectorStandIn(), connectorStandIn()]);
    bot = await aBot(tokens.values(`${connector.host}, ${elsewhere.host}`), { connector });
  });
  afterAll(async () => {
    await bot.stop();
    await Promise.all([tokens.stop(), elsewhere.stop()]);
  });

  /** Sends a message with these attachments; gives what was stored of them. */
  async function sends(conversation: string, attachments: unknown[]): Promise<Stored[]> {
    const body = bot.activity({ channelId: 'msteams', conversation: { id: conversation }, text: 'here', attachments });
    const authorization = `Bearer ${tokens.token(connector.url)}`;
    expect((await bot.post(body, { authorization })).status).toBe(202);
    const entry = () =>
      bot.app.store.collection('inbox').findOne({ thread: `default/botframework/msteams/${conversation}` });
    await until('it is admitted', async () => (await entry()) !== null);
    return ((await entry())?.activity as { attachments: Stored[] }).attachments;
  }

  const image = (contentUrl: string, name = 'mug.jpg') => ({ contentType: 'image/jpeg', contentUrl, name });
  const put = (
    path: string,
    bytes: Buffer,
    more: { status?: number; headers?: Record<string, string>; endless?: boolean } = {},
  ): string => {
    connector.files.set(path, { bytes, ...more });
    return `${connector.url}${path}`;
  };

  it("is fetched with the channel's token, sniffed, stored and shown as evidence", async () => {
    const url = put('/v3/attachments/a1/views/original', PHOTO);
    const html = { contentType: 'text/html', content: '<p>here</p>' };
    const stored = await sends('photo', [{ ...image(url), contentType: 'image/*' }, html]);
    expect(stored).toMatchObject([{ name: 'mug.jpg', contentType: 'image/jpeg' }]);
    const asked = connector.fetched.filter(({ path }) => path === '/v3/attachments/a1/views/original');
    expect(asked.map(({ authorization }) => authorization)).toEqual([expect.stringMatching(/^Bearer access-\d+$/)]);
    expect(await bot.app.store.collection('photos').countDocuments({ _id: stored[0]?.id ?? '' })).toBe(1);
  });

  it('is fetched from the host of its own service URL only', async () => {
    elsewhere.files.set('/stolen', { bytes: PHOTO });
    const urls = [
      `${elsewhere.url}/stolen`,
      `http://localhost:${connector.host.split(':')[1] ?? ''}/v3/attachments/a1/views/original`,
      connector.url.replace('http://', 'http://user@'),
      'file:///etc/passwd',
      'data:image/png;base64,AAAA',
      'https://evil.example/x.jpg',
      'x',
    ];
    expect(
      await sends(
        'elsewhere',
        urls.map((url) => image(url)),
      ),
    ).toEqual([]);
    expect([...elsewhere.fetched, ...elsewhere.strays]).toEqual([]);
  });

  it('is left out when a redirect leads away, when it is no photo, missing, or larger than 5 MB', async () => {
    const urls = [
      put('/moved', Buffer.alloc(0), { status: 302, headers: { location: `${elsewhere.url}/stolen` } }),
      put('/text', Buffer.from('<html>no photo</html>')),
      put('/gone', PHOTO, { status: 404 }),
      put('/huge', Buffer.concat([PHOTO, Buffer.alloc(5 * 1024 * 1024)])),
    ];
    expect(
      await sends(
        'odd',
        urls.map((url) => image(url)),
      ),
    ).toEqual([]);
    expect([...elsewhere.fetched, ...elsewhere.strays]).toEqual([]);
  });

  it('is not read on beyond 5 MB, however much there is', async () => {
    const url = put('/endless', Buffer.concat([PHOTO, Buffer.alloc(5 * 1024 * 1024)]), { endless: true });
    const since = Date.now();
    expect(await sends('endless', [image(url)])).toEqual([]);
    expect(Date.now() - since).toBeLessThan(4_000);
  });

  it('counts as one of at most five', async () => {
    const urls = Array.from({ length: 7 }, (_, i) =>
      put(`/many/${String(i)}`, Buffer.concat([PHOTO, Buffer.from([i])])),
    );
    expect(
      await sends(
        'many',
        urls.map((url) => image(url)),
      ),
    ).toHaveLength(5);
  });
});
