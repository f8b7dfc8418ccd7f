import 'reflect-metadata';
import { loadEnv } from '#config';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';
import { AgencySystem } from './agency-system';

class AgencySystemEnv {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(65_535)
  AGENCY_SYSTEM_PORT!: number;

  @IsOptional()
  @IsString()
  AGENCY_SYSTEM_STORE?: string;

  @IsUrl({ require_tld: false, protocols: ['http', 'https'] })
  DELIVER_TO!: string;

  @IsString()
  PUSH_SECRET!: string;

  @IsString()
  INBOUND_SECRET!: string;

  @Type(() => Number)
  @IsInt()
  @Min(0)
  AGENCY_SYSTEM_PAUSE_MS = 2_000;

  /** Which share of new orders it returns, between 0 and 1. */
  @Type(() => Number)
  @Min(0)
  @Max(1)
  AGENCY_SYSTEM_RETURN_SHARE = 0.1;
}

async function main(): Promise<void> {
  const env = loadEnv(AgencySystemEnv);
  const system = new AgencySystem({
    port: env.AGENCY_SYSTEM_PORT,
    pushSecret: env.PUSH_SECRET,
    inboundSecret: env.INBOUND_SECRET,
    deliverTo: env.DELIVER_TO,
    pauseMs: env.AGENCY_SYSTEM_PAUSE_MS,
    returnShare: env.AGENCY_SYSTEM_RETURN_SHARE,
    ...(env.AGENCY_SYSTEM_STORE ? { store: env.AGENCY_SYSTEM_STORE } : {}),
  });
  await system.start();
  const stop = (): void => void system.stop().then(() => process.exit(0));
  process.once('disconnect', stop);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
}

main().catch((error: unknown) => {
  console.error(`The agency's system: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
