import { IsBoolean, IsIn, IsISO8601, IsOptional, IsString, MaxLength } from 'class-validator';
import { ROLES, type Role } from '../identity';

/**
 * A host app's signed JWT: `iss` a configured host app, `aud`, `exp`, `sub` the representative's id at the host app,
 * `name`, `creditCode` the enterprise's unified social credit code, `enterprise` its name, optionally `phone`.
 */
export class ExchangeToken {
  @IsString()
  @MaxLength(4096)
  hostToken!: string;
}

export class SignIn {
  @IsString()
  @MaxLength(100)
  login!: string;

  @IsString()
  @MaxLength(200)
  password!: string;
}

export class SessionView {
  @IsString()
  partyId!: string;

  @IsIn(ROLES)
  role!: Role;

  @IsString()
  name!: string;

  @IsOptional()
  @IsString()
  enterpriseId?: string;

  @IsOptional()
  @IsString()
  enterpriseName?: string;

  @IsOptional()
  @IsString()
  agencyCode?: string;

  @IsISO8601()
  expiresAt!: string;
}

/** A new session; `token` binds every later frame and request. */
export class SessionGrant extends SessionView {
  @IsString()
  token!: string;
}

export class SessionEnded {
  @IsBoolean()
  ended!: boolean;
}
