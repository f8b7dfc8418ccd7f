import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';

/** What every service reads. */
export class ServiceEnv {
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace'])
  LOG_LEVEL: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' = 'info';

  @IsIn(['json', 'pretty'])
  LOG_FORMAT: 'json' | 'pretty' = 'json';

  @Matches(/^(nats|tls):\/\/[^\s,]+(,(nats|tls):\/\/[^\s,]+)*$/, {
    message:
      'NATS_URL must be nats://host:port or tls://host:port, of several servers with commas between them',
  })
  NATS_URL = 'nats://127.0.0.1:42229';

  @IsOptional()
  @IsString()
  NATS_USER?: string;

  @IsOptional()
  @IsString()
  NATS_PASSWORD?: string;

  /** Tells instances of one service apart in logs and metrics. */
  @IsString()
  INSTANCE = String(process.pid);
}

/** What a service with a schema of its own reads besides. */
export class DatabaseEnv extends ServiceEnv {
  @Matches(/^postgres(ql)?:\/\//, { message: 'DATABASE_URL must start with postgres:// or postgresql://' })
  DATABASE_URL!: string;

  @IsString()
  METRICS_HOST = '127.0.0.1';

  /** Where `/metrics` is shown; nowhere when left out. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(65_535)
  METRICS_PORT?: number;
}
