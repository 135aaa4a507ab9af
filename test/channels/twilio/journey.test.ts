import { smsSize } from '../../../channels/twilio/gsm7';
import { aShop, type AShop } from './a-shop';

describe('a refund on a phone', () => {
  let shop: AShop;
  beforeAll(async () => (shop = await aShop()));
  afterAll(() => shop.stop());

  it('reaches its case number over SMS in at most eight segments', async () => {
    const me = '+12025550143';
    const said: string[] = [];
    for (const line of [
      'I want a refund',
      'order 1042, ana@example.com',
      'both arrived damaged, no photo, money back',
      'YES',
    ])
      said.push(...(await shop.talk(me, line)));
    console.log(
      said.join('\n---\n'),
      said.map((one) => smsSize(one)),
    );
  });
});
