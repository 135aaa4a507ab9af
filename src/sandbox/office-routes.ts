import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../errors';
import type { Entered, Office } from './office';
import { isPicture } from './picture';
import type { Done } from './shown';
import type { Delivered } from './slack';

const id = z.string().max(40);
const entered = z.record(
  z.string().max(600),
  z.union([z.string().max(12_000), z.array(z.string().max(200)), z.null()]),
);
const BODIES = {
  click: z.object({
    user: id,
    channel: id,
    ts: id,
    action: z.string().max(600),
    option: z.string().max(200).optional(),
  }),
  'view/click': z.object({
    user: id,
    action: z.string().max(600),
    option: z.union([z.string().max(200), z.array(z.string().max(200))]).optional(),
    entered,
  }),
  'view/submit': z.object({ user: id, entered }),
  'view/close': z.object({ user: id }),
  'view/options': z.object({ user: id, action: z.string().max(600), query: z.string().max(200) }),
  command: z.object({ user: id, text: z.string().max(2_000), channel: id.optional() }),
  home: z.object({ user: id }),
  edit: z.object({ user: id, channel: id, ts: id, text: z.string().min(1).max(12_000) }),
  delete: z.object({ user: id, channel: id, ts: id }),
};
type Bodies = { [K in keyof typeof BODIES]: z.infer<(typeof BODIES)[K]> };
type Doings = { [K in keyof Bodies]: (body: Bodies[K]) => Promise<unknown> };

const done = (delivered: Delivered | null): Done => ({ ok: delivered === null || delivered.status === 200 });

/** What cannot be done on a screen (a button that is gone) is the page's mistake, or its picture was a moment old. */
async function asked<T>(doing: () => Promise<T>): Promise<T> {
  try {
    return await doing();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      'BadRequest',
      error instanceof Error ? error.message : 'that cannot be done',
      {},
      { cause: error },
    );
  }
}

interface Words {
  user: string;
  channel: string;
  thread: string;
  text: string;
  files: { name: string; bytes: Buffer }[];
}

async function wordsIn(request: FastifyRequest): Promise<Words> {
  const words: Words = { user: '', channel: '', thread: '', text: '', files: [] };
  for await (const part of request.parts()) {
    if (part.type === 'file') words.files.push({ name: part.filename || 'photo.png', bytes: await part.toBuffer() });
    else if (['user', 'channel', 'thread', 'text'].includes(part.fieldname))
      words[part.fieldname as 'text'] = String(part.value);
  }
  if (!words.text && !words.files.length)
    throw new AppError('BadRequest', 'there is nothing to send', { field: 'text' });
  return words;
}

const CHOSEN = 'file:';

/** A file is uploaded as soon as it is chosen, and named by its id when the modal is submitted. */
const filesIn = (office: Office, values: z.infer<typeof entered>): Entered =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const files = [value ?? []].flat().filter((one) => one.startsWith(CHOSEN));
      if (!files.length) return [name, value];
      return [name, files.flatMap((one) => office.file(one.slice(CHOSEN.length)) ?? [])];
    }),
  );

/** What a person does in the sample workspace; multipart bodies are understood already. */
export function officeRoutes(http: FastifyInstance, office: Office): void {
  const { person } = office;
  const { people } = office.standIn;
  const doings: Doings = {
    click: async ({ user, channel, ts, action, option }) =>
      done(await people.clicks(person(user), { channel, ts, action, ...(option === undefined ? {} : { option }) })),
    'view/click': async (body) =>
      done(await people.clicksInView(person(body.user), body.action, body.option, body.entered)),
    'view/submit': async (body) => {
      if (!office.standIn.workspace.screen(body.user).modals.length)
        throw new AppError('BadRequest', 'there is no modal to submit', { field: 'user' });
      const given = filesIn(office, body.entered);
      const { became, errors } = await people.submits(person(body.user), given);
      return { ok: became !== 'trouble', errors } satisfies Done;
    },
    'view/close': async ({ user }) => done(await people.closes(person(user))),
    'view/options': ({ user, action, query }) => people.looksUp(person(user), action, query),
    command: async ({ user, text, channel }) => done(await people.commands(person(user), '/refund', text, channel)),
    home: async ({ user }) => done(await people.opensHome(person(user))),
    edit: async ({ user, channel, ts, text }) => done(await people.edits(person(user), { channel, ts }, text)),
    delete: async ({ user, channel, ts }) => done(await people.deletes(person(user), { channel, ts })),
  };
  for (const name of Object.keys(BODIES) as (keyof Bodies)[]) {
    const doing = doings[name] as (body: unknown) => Promise<unknown>;
    http.post(`/${name}`, { schema: { body: BODIES[name] } }, (request) => asked(() => doing(request.body)));
  }

  http.post('/say', async (request) => {
    const { user, channel, thread, text, files } = await wordsIn(request);
    const words = { text, channel, files, ...(thread ? { threadTs: thread } : {}) };
    return done(await asked(() => people.says(person(user), words)));
  });
  http.post('/upload', async (request) => {
    const { user, files } = await wordsIn(request);
    return { ids: files.map(({ name, bytes }) => CHOSEN + office.keep(person(user), name, bytes)) };
  });
  http.get('/files/:file', (request, reply) => {
    const photo = office.file((request.params as { file: string }).file);
    if (!photo || !isPicture(photo.contentType)) throw new AppError('NotFound', 'there is no such picture');
    return reply.type(photo.contentType).header('cache-control', 'no-store').send(photo.bytes);
  });
}
