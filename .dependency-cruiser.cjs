/** The import rules of docs/architecture.md: who may import whom. Anything not allowed here fails `npm run imports`. */
const room = (name, allowed, packages) => [
  {
    name: `${name}-rooms`,
    comment: `${name} may import only ${allowed.join(', ')}`,
    severity: 'error',
    from: { path: `^${name}` },
    to: { path: '^(src|channels|dialogs|locales)/', pathNot: [`^${name}`, ...allowed.map((path) => `^${path}`)] },
  },
  {
    name: `${name}-packages`,
    comment: `${name} may use only ${packages.join(', ') || 'no package'}`,
    severity: 'error',
    from: { path: `^${name}` },
    to: { path: 'node_modules', pathNot: [...packages, 'zod'].map((one) => `node_modules/(@types/)?${one}/`) },
  },
];

const types = ['src/errors', 'src/logger'];
/** A room within the embedded store, and those below it. */
const embedded = (name, below, packages) =>
  room(
    `src/embedded/${name}/`,
    below.map((one) => `src/embedded/${one}/`),
    packages,
  );

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'only-app-composes',
      comment: 'only src/app.ts and src/main.ts know them all',
      severity: 'error',
      from: { pathNot: '^src/(app|main|cli)' },
      to: { path: '^src/(app[./]|main\\.ts)' },
    },
    ...room('src/domain/', ['src/errors'], ['libphonenumber-js']),
    ...room('src/intake/', ['src/domain/', 'src/channel-desk', ...types], []),
    ...room('src/understanding/', ['src/domain/', 'locales/', ...types], ['libphonenumber-js']),
    ...room(
      'dialogs/',
      ['src/domain/', 'src/intake/', 'src/turn/(form|message)', 'src/understanding/', 'src/channel', ...types],
      [],
    ),
    ...room('src/turn/', ['src/domain/', 'src/channel', 'locales/', ...types], ['botbuilder', 'i18next', 'pino']),
    ...room(
      'src/storage/',
      ['src/domain/', 'src/(intake|turn|notify)/ports', 'src/turn/form', 'src/channel', ...types],
      ['mongoose', 'mongodb', 'bson', 'pino', 'mongodb-memory-server'],
    ),
    ...room('src/integrations/', ['src/domain/', 'src/intake/ports', ...types], ['csv-parse', 'nodemailer']),
    ...room(
      'src/http/',
      ['src/domain/', 'src/intake/', 'src/channel', ...types],
      ['fastify', '@fastify/[a-z-]+', 'fastify-plugin', 'fastify-type-provider-zod', 'prom-client', 'pino'],
    ),
    ...room('src/notify/', ['src/domain/', 'src/intake/ports', 'src/channel', ...types], []),
    ...room('src/desk/', ['src/domain/', 'src/intake/', 'src/turn/(form|message)', 'src/channel', ...types], []),
    ...room('src/sandbox/(?!browser/)', ['src/channel', ...types], ['fastify', '@fastify/[a-z-]+']),
    // The page shows the real chat: it is built of the same sources.
    ...room('src/sandbox/browser/', ['src/sandbox/shown', 'channels/webchat/browser/'], []),
    ...room('src/embedded/', [], ['bson', 'mingo', 'lmdb']),
    ...embedded('values', [], ['bson']),
    ...embedded('language', ['values'], ['bson', 'mingo']),
    ...embedded('pipeline', ['values', 'language'], []),
    ...embedded('storage', ['values', 'language'], ['bson', 'lmdb']),
    ...embedded('wire', ['values'], ['bson']),
    ...embedded('commands', ['values', 'language', 'pipeline', 'storage', 'wire'], ['bson']),
    { name: 'locales-alone', severity: 'error', from: { path: '^locales/' }, to: { path: '^(src|channels|dialogs)/' } },
    {
      name: 'channels-apart',
      comment: 'a channel imports itself and the channel files of src',
      severity: 'error',
      from: { path: '^channels/([^/]+)/' },
      to: { path: '^(src|channels|dialogs|locales)/', pathNot: ['^channels/$1/', '^src/(channel|errors|logger)'] },
    },
    {
      name: 'index-lists-channels',
      severity: 'error',
      from: { path: '^channels/index' },
      to: { path: '^(src|dialogs|locales)/', pathNot: '^src/(channel|errors)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|test)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
