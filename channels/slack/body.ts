type Json = Record<string, unknown>;

const asObject = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;

function parsed(text: string): Json | null {
  try {
    return asObject(JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

/**
 * What Slack sent: JSON for events, a form for commands, and JSON in a form's `payload` for interactions. Null for anything
 * that is none of these.
 */
export function readBody(contentType: string, raw: Buffer): Json | null {
  const text = raw.toString('utf8');
  if (!/^application\/x-www-form-urlencoded/i.test(contentType)) return parsed(text);
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : parsed(payload);
}

/** What a body is, by its content: whoever sets up an app may well give one address for everything. */
export type Kind = 'challenge' | 'event' | 'actions' | 'submission' | 'closed' | 'options' | 'command' | 'other';

const KINDS: Record<string, Kind> = {
  url_verification: 'challenge',
  event_callback: 'event',
  block_actions: 'actions',
  view_submission: 'submission',
  view_closed: 'closed',
  block_suggestion: 'options',
};

export function kindOf({ type, command }: Json): Kind {
  if (typeof type === 'string') return (Object.hasOwn(KINDS, type) ? KINDS[type] : undefined) ?? 'other';
  return typeof command === 'string' ? 'command' : 'other';
}

const idOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[A-Z\d]{1,40}$/i.test(value) ? value : undefined;

/** The workspace the app was installed in, and its organisation: in shared channels, the one a message came from differs. */
export function installedIn(body: Json): { team: string | undefined; enterprise: string | undefined } {
  const authorization = Array.isArray(body.authorizations) ? asObject(body.authorizations[0]) : null;
  const team = asObject(body.team);
  const view = asObject(body.view);
  const places = [
    authorization?.team_id,
    view?.app_installed_team_id,
    team?.id,
    body.team_id,
    asObject(body.user)?.team_id,
  ];
  const organisations = [
    authorization?.enterprise_id,
    asObject(body.enterprise)?.id,
    team?.enterprise_id,
    body.enterprise_id,
  ];
  return { team: places.map(idOf).find(Boolean), enterprise: organisations.map(idOf).find(Boolean) };
}
