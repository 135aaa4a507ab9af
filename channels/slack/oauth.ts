import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { InstallProvider, type CallbackOptions } from '@slack/oauth';
import type { InstallationStore } from '@slack/bolt';
import type { Logger } from '../../src/logger';
import type { SlackOAuth } from './settings';
import { slackLogger } from './slack-logger';
import { clientOptions } from './web-api';

/** What the app asks a workspace for; docs/slack.md says what each is for, and the manifest there lists the same. */
export const SCOPES = [
  'chat:write',
  'commands',
  'channels:read',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'reactions:write',
  'team:read',
  'users:read',
  'users:read.email',
];

const REDIRECT = '/slack/oauth_redirect';
const AUTHORIZE = 'https://slack.com/oauth/v2/authorize';

/** Slack's page for allowing the app; beside a stand-in of the API, that of the stand-in. */
const authorizeUrl = (apiUrl: string): string =>
  /(^|\.)slack\.com$/.test(new URL(apiUrl).hostname) ? AUTHORIZE : new URL('/oauth/v2/authorize', apiUrl).href;

export function createInstaller(
  oauth: SlackOAuth,
  store: InstallationStore,
  parts: { apiUrl: string; logger: Logger },
) {
  const quiet = slackLogger(parts.logger);
  return new InstallProvider({
    ...oauth,
    installationStore: store,
    logger: quiet,
    clientOptions: clientOptions(parts.apiUrl, quiet),
    authorizationUrl: authorizeUrl(parts.apiUrl),
    directInstall: true,
  });
}

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><body style="font:16px/1.5 system-ui;margin:15vh auto;max-width:34em;padding:0 1em"><h1>${title}</h1><p>${text}</p></body></html>`;

function notInstalled(response: ServerResponse): void {
  response.writeHead(400, { 'content-type': 'text/html; charset=utf-8' });
  response.end(page('Not installed', 'Slack did not confirm the installation. Please begin again at /slack/install.'));
}

/** What a person sees in the end; never what went wrong inside. */
const answers: CallbackOptions = {
  success: (_installation, _options, _request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page('Installed', 'The app is in your workspace. Invite it to your desk channel with /invite.'));
  },
  failure: (_error, _options, _request, response) => notInstalled(response),
};

function refuse({ raw }: FastifyReply): void {
  if (!raw.headersSent) notInstalled(raw);
}

/** `/slack/install` and `/slack/oauth_redirect`, as the installer answers them. */
export function installRoutes(installer: () => InstallProvider, publicUrl: string): FastifyPluginAsync {
  const options = { scopes: SCOPES, redirectUri: publicUrl + REDIRECT };

  async function install({ raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const provider = installer();
    reply.hijack();
    await provider.handleInstallPath(raw, reply.raw, undefined, options).catch(() => refuse(reply));
  }

  async function redirected({ raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const provider = installer();
    reply.hijack();
    await provider.handleCallback(raw, reply.raw, answers).catch(() => refuse(reply));
  }

  return async (http: FastifyInstance) => {
    http.get('/slack/install', { schema: { hide: true } } as object, install);
    http.get(REDIRECT, { schema: { hide: true } } as object, redirected);
  };
}
