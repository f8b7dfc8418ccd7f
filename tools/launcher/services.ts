import { adapterName, AGENCIES, type Agency } from './agencies';
import type { NatsAccess } from './nats';
import type { NatsUser } from './nats-permissions';
import { type DatabaseRole, urlFor } from './provision';
import type { Secrets } from './secrets';

/** What the environment of a service is made of. */
export interface ServiceContext {
  adminDatabaseUrl: string;
  nats: NatsAccess;
  secrets: Secrets;
  gatewayPorts: readonly number[];
  /** Where the metrics of the first process of each are shown, those of the others on the next ports. */
  metricsPorts?: Partial<Record<DatabaseRole, number>>;
  /** Where the reference system of an agency that is pushed to listens; none when no adapters run. */
  agencySystemUrl?: string;
  /** Variables every service gets, such as LOG_LEVEL. */
  env: NodeJS.ProcessEnv;
  /** What knowledge alone gets: the embedding endpoint and its key. */
  embedding: Record<string, string>;
}

export interface Service {
  /** The name of its processes, before their number. */
  name: NatsUser;
  /** Paths in dist/. */
  entry: string;
  migration?: string;
  seed?: string;
  /** Runs once on a database that was restored. */
  restored?: string;
  /** Nobody waits for it as one waits for a message: it gives way to the others when the processor is short. */
  background?: true;
  env(context: ServiceContext, index: number): Record<string, string>;
}

const database = (
  { adminDatabaseUrl, secrets }: ServiceContext,
  role: DatabaseRole,
): Record<string, string> => ({
  DATABASE_URL: urlFor(adminDatabaseUrl, role, secrets),
});

const metrics = (
  { metricsPorts = {} }: ServiceContext,
  role: DatabaseRole,
  index: number,
): Record<string, string> => {
  const first = metricsPorts[role];
  return first ? { METRICS_PORT: String(first + index) } : {};
};

/** In the order of their start; they stop in the reverse order. */
export const SERVICES: readonly Service[] = [
  {
    name: 'knowledge',
    entry: 'apps/knowledge/src/main.js',
    migration: 'apps/knowledge/src/database/migrate.js',
    seed: 'apps/knowledge/src/seed.main.js',
    background: true,
    env: (context, index) => ({
      ...database(context, 'knowledge'),
      ...metrics(context, 'knowledge', index),
      SESSION_PUBLIC_KEY: context.secrets.session.publicKey,
      ...context.embedding,
    }),
  },
  {
    name: 'desk',
    entry: 'apps/enterprise-desk/src/main.js',
    migration: 'apps/enterprise-desk/src/database/migrate.js',
    seed: 'apps/enterprise-desk/src/seed.main.js',
    restored: 'apps/enterprise-desk/src/restored.main.js',
    env: (context, index) => ({
      ...database(context, 'desk'),
      ...metrics(context, 'desk', index),
      SESSION_PRIVATE_KEY: context.secrets.session.privateKey,
      PERSONAL_DATA_KEY: context.secrets.personalData.key,
      HOST_APPS: JSON.stringify([context.secrets.hostApp]),
    }),
  },
  {
    name: 'gateway',
    entry: 'apps/gateway/src/main.js',
    env: ({ gatewayPorts, secrets, agencySystemUrl }, index) => ({
      GATEWAY_HOST: '127.0.0.1',
      GATEWAY_PORT: String(gatewayPorts[index]),
      SESSION_PUBLIC_KEY: secrets.session.publicKey,
      GATEWAY_AGENCIES: agencySystemUrl ? AGENCIES.map(({ code }) => code).join(',') : '',
    }),
  },
];

/** One process per agency. */
export const ADAPTERS: readonly Service[] = AGENCIES.map((agency) => ({
  name: adapterName(agency.code),
  entry: 'apps/agency-adapter/src/main.js',
  env: (context) => adapterEnv(agency, context),
}));

function adapterEnv({ code, kind }: Agency, context: ServiceContext): Record<string, string> {
  const { outbound, inbound } = context.secrets.webhooks[code];
  return {
    AGENCY_CODE: code,
    AGENCY_KIND: kind,
    ...(kind === 'http-push'
      ? { PUSH_URL: context.agencySystemUrl ?? '', PUSH_SECRET: outbound, INBOUND_SECRET: inbound }
      : {}),
  };
}

/** The whole environment of one process of a service. */
export function serviceEnv(service: Service, context: ServiceContext, index: number): NodeJS.ProcessEnv {
  const login = context.nats.credentials(service.name);
  return {
    ...context.env,
    NATS_URL: context.nats.url,
    ...(login && { NATS_USER: login.user, NATS_PASSWORD: login.password }),
    INSTANCE: `${service.name}-${index + 1}`,
    ...service.env(context, index),
  };
}

export function migrationEnv(context: ServiceContext): NodeJS.ProcessEnv {
  return { ...context.env, ...database(context, 'qifu_owner') };
}

/** `catalogue` is the folder with the matters and the demo city. */
export function seedEnv(service: Service, context: ServiceContext, catalogue: string): NodeJS.ProcessEnv {
  return {
    ...serviceEnv(service, context, 0),
    CATALOGUE_DIR: catalogue,
    DEMO_CITY_FILE: `${catalogue}/demo/city.yaml`,
    DEMO_PASSWORD: context.secrets.demo.password,
  };
}
