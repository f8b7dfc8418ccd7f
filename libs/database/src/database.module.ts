import {
  type DynamicModule,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
  Injectable,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Pool } from 'pg';
import type { MixedList } from 'typeorm';
import { DatabaseHealth } from './availability';
import { PreparingClient } from './preparing-client';
import { type Migrations, migrationsDone, requireMigrated, requireNotNewer } from './schema-version';
import { UnitOfWork } from './unit-of-work';

export interface DatabaseOptions {
  url: string;
  schema: string;
  entities: MixedList<new () => object>;
  /** Of which version the schema must be for the process to start; unchecked without. */
  migrations?: Migrations;
  /** Connections of this process, for transactions and for the pool each. */
  poolSize?: number;
}

const STATEMENT_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_AFTER_MS = 10_000;

@Injectable()
class PoolCloser implements OnApplicationShutdown {
  constructor(private readonly pool: Pool) {}

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

/** Of another version a service would fail at what it happens to meet first: it does not start. */
class SchemaCheck implements OnModuleInit {
  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
    private readonly migrations: Migrations,
  ) {}

  async onModuleInit(): Promise<void> {
    const done = await migrationsDone(async (sql) => (await this.pool.query<{ name: string }>(sql)).rows);
    requireNotNewer(this.schema, done, this.migrations);
    requireMigrated(this.schema, done, this.migrations);
  }
}

/** A service's own schema: transactions through TypeORM, and a plain `pg` pool for prepared statements on hot paths. */
@Module({})
export class DatabaseModule {
  static forService({ url, schema, entities, migrations, poolSize = 10 }: DatabaseOptions): DynamicModule {
    const timeouts = {
      statement_timeout: STATEMENT_TIMEOUT_MS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      // A server that is gone without a word would leave a statement waiting for ever.
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    };
    // Its statements are prepared and by index whatever their values: planning them anew each time would cost as much as running them.
    const options = `-c search_path=${schema} -c plan_cache_mode=force_generic_plan`;
    const pool = new Pool({ connectionString: url, max: poolSize, options, ...timeouts });
    // A broken idle connection is replaced at its next use; without a listener it would end the process.
    pool.on('error', () => undefined);
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url,
          schema,
          entities,
          synchronize: false,
          retryAttempts: 30,
          retryDelay: 1_000,
          extra: { max: poolSize, options: `-c search_path=${schema}`, Client: PreparingClient, ...timeouts },
          poolErrorHandler: () => undefined,
        }),
      ],
      providers: [
        UnitOfWork,
        PoolCloser,
        DatabaseHealth,
        { provide: Pool, useValue: pool },
        ...(migrations
          ? [{ provide: SchemaCheck, useValue: new SchemaCheck(pool, schema, migrations) }]
          : []),
      ],
      exports: [UnitOfWork, Pool, DatabaseHealth],
    };
  }
}
