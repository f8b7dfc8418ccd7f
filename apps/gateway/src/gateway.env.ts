import { ServiceEnv } from '#config';
import { Type } from 'class-transformer';
import { IsBase64, IsInt, Matches, IsString, Max, Min } from 'class-validator';

export class GatewayEnv extends ServiceEnv {
  @IsString()
  GATEWAY_HOST = '127.0.0.1';

  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  GATEWAY_PORT = 3000;

  /** Base64 of an Ed25519 SPKI DER: the desk signs session tokens with its other half. */
  @IsBase64()
  SESSION_PUBLIC_KEY!: string;

  /** What one chat connection may send; twice as many in a burst. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  GATEWAY_FRAMES_PER_SECOND = 20;

  /** What may wait for one slow reader before it is cut off. */
  @Type(() => Number)
  @IsInt()
  @Min(1024)
  GATEWAY_MAX_BUFFERED_BYTES = 1024 * 1024;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  GATEWAY_MAX_CONNECTIONS = 20_000;

  /** Sign-ins and token exchanges per second and client address. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  GATEWAY_SIGN_INS_PER_SECOND = 60;

  /** Of each agency's key, and of each address that delivers for one. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  GATEWAY_AGENCY_REQUESTS_PER_MINUTE = 1_200;

  /** Codes of the agencies whose adapters belong to the suite's health, separated by commas. */
  @Matches(/^([A-Z][A-Z0-9]{1,19}(,(?!$)|$))*$/, {
    message: 'GATEWAY_AGENCIES must list codes such as SCJG,GJJ',
  })
  GATEWAY_AGENCIES = '';
}
