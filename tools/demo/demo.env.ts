import { loadEnv } from '#config';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

class DemoEnv {
  @IsString()
  QIFU_DATA_DIR = '.data';

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(65_535)
  QIFU_PORT = 3000;

  @IsOptional()
  @IsString()
  QIFU_DEMO_PASSWORD?: string;

  /** JSON: issuer, audience, sharedKey. */
  @IsOptional()
  @IsString()
  QIFU_HOST_APP?: string;
}

export const env = loadEnv(DemoEnv);
